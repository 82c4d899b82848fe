#pragma once
// glibc's resolver, for the record type that getaddrinfo does not know.
#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <netdb.h>
#include <netinet/in.h>
#include <resolv.h>
#include <string.h>

/// Asks for the TXT records of a name and writes them one after the other, each ended by a NUL.
/// `server` is an IPv4 address, or NULL for the machine's own resolver. Gives the number of bytes
/// written, 0 where the name or the record is not there, -1 where nobody answered.
static inline int tidings_txt(
    const char *name, const char *server, int port, char *texts, int size)
{
    struct __res_state state;
    memset(&state, 0, sizeof state);
    if (res_ninit(&state) != 0) return -1;
    state.retrans = 3;
    state.retry = 2;
    if (server) {
        state.nscount = 1;
        memset(&state.nsaddr_list[0], 0, sizeof state.nsaddr_list[0]);
        state.nsaddr_list[0].sin_family = AF_INET;
        state.nsaddr_list[0].sin_port = htons((unsigned short)port);
        state.nsaddr_list[0].sin_addr.s_addr = inet_addr(server);
    }
    unsigned char answer[65536];
    int length = res_nquery(&state, name, ns_c_in, ns_t_txt, answer, sizeof answer);
    int missing = state.res_h_errno == HOST_NOT_FOUND || state.res_h_errno == NO_DATA;
    res_nclose(&state);
    if (length < 0) return missing ? 0 : -1;
    if (length > (int)sizeof answer) return -1;
    ns_msg message;
    if (ns_initparse(answer, length, &message) != 0) return -1;
    int used = 0;
    for (int i = 0; i < ns_msg_count(message, ns_s_an); i++) {
        ns_rr record;
        if (ns_parserr(&message, ns_s_an, i, &record) != 0) return -1;
        if (ns_rr_type(record) != ns_t_txt) continue;
        // A record is strings of at most 255 bytes, which belong together (RFC 7208, 3.3).
        const unsigned char *data = ns_rr_rdata(record);
        int left = ns_rr_rdlen(record);
        while (left > 0) {
            int part = data[0];
            if (part + 1 > left || used + part + 1 > size) return -1;
            memcpy(texts + used, data + 1, (size_t)part);
            used += part;
            data += part + 1;
            left -= part + 1;
        }
        if (used + 1 > size) return -1;
        texts[used++] = 0;
    }
    return used;
}
