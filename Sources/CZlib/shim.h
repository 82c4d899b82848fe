// zlib for Swift: what the headers have as macros.
#ifndef TIDINGS_CZLIB_SHIM_H
#define TIDINGS_CZLIB_SHIM_H

#include <zlib.h>

/// `windowBits` is -15 for bare deflate, 31 for gzip.
static inline int tidings_inflate_init(z_stream *stream, int windowBits) {
    return inflateInit2(stream, windowBits);
}

#endif
