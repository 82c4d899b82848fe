// libxml2's headers pull in ICU on Debian, which clashes with Foundation's: switch it off first.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
