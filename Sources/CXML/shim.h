// libxml2's headers pull in ICU on Debian, which clashes with Foundation's: switch it off first.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/dict.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <string.h>

/// What a caller wants to hear of an error: level 3 is fatal; line and column count from 1.
typedef void (*tidings_xml_heard)(
    void *user, int level, int code, int line, int column, const char *message);

/// Handed to every callback as its user data; `swift` is the caller's own.
struct tidings_xml_user {
    void *swift;
    tidings_xml_heard heard;
};

// The error's type became const in libxml2 2.12: this function has the type of either.
#if LIBXML_VERSION >= 21200
typedef const xmlError *tidings_xml_error;
#else
typedef xmlErrorPtr tidings_xml_error;
#endif

static inline void tidings_xml_forward(void *user, tidings_xml_error error) {
    struct tidings_xml_user *to = (struct tidings_xml_user *)user;
    to->heard(to->swift, (int)error->level, error->code, error->line, error->int2, error->message);
}

/// A SAX handler that hears errors through `tidings_xml_user` and calls nothing else yet.
static inline void tidings_xml_prepare(xmlSAXHandler *sax) {
    memset(sax, 0, sizeof *sax);
    sax->initialized = XML_SAX2_MAGIC;
    sax->serror = (xmlStructuredErrorFunc)tidings_xml_forward;
}

/// Network off; entities are not expanded, DTDs not loaded, limits stay on: no other option is set.
/// `names` is the most bytes that the different names of a document may take together.
static inline void tidings_xml_limit(xmlParserCtxtPtr context, long names) {
    xmlCtxtUseOptions(context, XML_PARSE_NONET);
    xmlDictSetLimit(context->dict, (size_t)names);
}

/// Reads the input in an encoding and not in the one that it declares; -1 if it is not known.
static inline int tidings_xml_read_in(xmlParserCtxtPtr context, const char *encoding) {
    xmlCharEncodingHandlerPtr handler = xmlFindCharEncodingHandler(encoding);
    if (!handler) return -1;
    xmlCtxtUseOptions(context, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
    return xmlSwitchToEncoding(context, handler);
}

/// About how many attributes a start tag has that is not read to its end after 256 KB: libxml2
/// compares each with each, so that their number must be known before.
static inline long tidings_xml_pending_attributes(xmlParserCtxtPtr context) {
    if (!context->input) return 0;
    const xmlChar *at = context->input->cur;
    const xmlChar *end = context->input->end;
    if (end - at < (1 << 18) || *at != '<' || at[1] == '!' || at[1] == '?') return 0;
    long count = 0;
    for (; at + 1 < end; at++) {
        if (*at == '=' && (at[1] == '"' || at[1] == '\'')) count++;
    }
    return count;
}

/// The line that the parser is at.
static inline int tidings_xml_line(xmlParserCtxtPtr context) {
    return context->input ? context->input->line : 0;
}

/// Whether the input is converted before it is parsed, so that offsets in it are not known.
static inline int tidings_xml_converts(xmlParserCtxtPtr context) {
    return context->input && context->input->buf && context->input->buf->encoder != NULL;
}

/// How many bytes back from the parser's position the last `<` stands; the lines between are
/// subtracted from `line`. 0 if it is out of the buffer.
static inline long tidings_xml_back_to_tag(xmlParserCtxtPtr context, int *line) {
    if (!context->input) return 0;
    const xmlChar *at = context->input->cur;
    int lines = 0;
    while (at > context->input->base) {
        at--;
        if (*at == '\n') lines++;
        if (*at == '<') {
            *line -= lines;
            return (long)(context->input->cur - at);
        }
    }
    return 0;
}

/// Whether the parser is inside an attribute's value.
static inline int tidings_xml_in_attribute(xmlParserCtxtPtr context) {
    return context->instate == XML_PARSER_ATTRIBUTE_VALUE;
}

/// The code point of a name that HTML 4 gives a character (`eacute`); 0 if there is none.
static inline unsigned int tidings_xml_html_character(const xmlChar *name) {
    const htmlEntityDesc *found = htmlEntityLookup(name);
    return found ? found->value : 0;
}
