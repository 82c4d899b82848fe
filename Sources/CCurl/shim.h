// libcurl for Swift: its variadic functions, each as one function of fixed types.
#ifndef TIDINGS_CCURL_SHIM_H
#define TIDINGS_CCURL_SHIM_H

#include <curl/curl.h>
#include <locale.h>
#include <pthread.h>
#include <signal.h>
#include <time.h>
#ifdef __APPLE__
#include <xlocale.h>
#endif

static inline CURLcode tidings_curl_set_number(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

/// The text is copied by libcurl; NULL puts the option back to its default.
static inline CURLcode tidings_curl_set_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

/// The list is not copied: it must live as long as the handle uses it.
static inline CURLcode tidings_curl_set_list(
    CURL *handle, CURLoption option, struct curl_slist *list) {
    return curl_easy_setopt(handle, option, list);
}

/// A buffer or a callback's context. Not copied.
static inline CURLcode tidings_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode tidings_curl_set_header(CURL *handle, curl_write_callback callback) {
    return curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, callback);
}

static inline CURLcode tidings_curl_set_write(CURL *handle, curl_write_callback callback) {
    return curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, callback);
}

static inline CURLcode tidings_curl_set_progress(CURL *handle, curl_xferinfo_callback callback) {
    return curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, callback);
}

static inline CURLcode tidings_curl_get_number(CURL *handle, CURLINFO info, long *value) {
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode tidings_curl_get_offset(CURL *handle, CURLINFO info, curl_off_t *value) {
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode tidings_curl_get_socket(CURL *handle, curl_socket_t *value) {
    return curl_easy_getinfo(handle, CURLINFO_ACTIVESOCKET, value);
}

/// The text belongs to the handle, and is NULL where there is none.
static inline CURLcode tidings_curl_get_text(CURL *handle, CURLINFO info, char **value) {
    return curl_easy_getinfo(handle, info, value);
}

/// What this libcurl is and can.
static inline const curl_version_info_data *tidings_curl_version(void) {
    return curl_version_info(CURLVERSION_NOW);
}

/// The next transfer of a multi handle that has ended, with its code; NULL when none has.
static inline CURL *tidings_curl_next_ended(CURLM *multi, CURLcode *code) {
    int left = 0;
    CURLMsg *message;
    while ((message = curl_multi_info_read(multi, &left))) {
        if (message->msg != CURLMSG_DONE) continue;
        *code = message->data.result;
        return message->easy_handle;
    }
    return NULL;
}

/// The host of a URL with international labels in ASCII.
///
/// libidn2 reads names in the locale's encoding, and a Swift program is in the C locale: this
/// thread alone takes a UTF-8 one for the call.
static inline CURLUcode tidings_curl_ascii_host(CURLU *url, char **host) {
    locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    if (!utf8) return CURLUE_LACKS_IDN;
    locale_t before = uselocale(utf8);
    CURLUcode code = curl_url_get(url, CURLUPART_HOST, host, CURLU_PUNYCODE);
    uselocale(before);
    freelocale(utf8);
    return code;
}

/// Holds SIGPIPE back from this thread for as long as it lives: OpenSSL writes to a socket that the
/// peer has closed without MSG_NOSIGNAL.
static inline void tidings_hold_back_sigpipe(void) {
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, NULL);
}

#ifndef __APPLE__
/// Performs a transfer with SIGPIPE held back from this thread alone.
///
/// OpenSSL writes to a socket that the peer has closed without MSG_NOSIGNAL; libcurl's own remedy
/// changes the signal's handling for the whole process.
static inline CURLcode tidings_curl_perform(CURL *handle) {
    sigset_t pipe, before;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, &before);
    CURLcode code = curl_easy_perform(handle);
    if (!sigismember(&before, SIGPIPE)) {
        const struct timespec now = {0, 0};
        while (sigtimedwait(&pipe, NULL, &now) == SIGPIPE) {}
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return code;
}
#else
static inline CURLcode tidings_curl_perform(CURL *handle) { return curl_easy_perform(handle); }
#endif

#endif
