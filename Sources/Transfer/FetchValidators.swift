/// What a server says by which a later version of a file is told from this one (RFC 9110, 8.8).
package struct FetchValidators: Sendable, Hashable {
    /// With its quotation marks.
    package var etag: String?
    /// As the server wrote it.
    package var lastModified: String?

    package init(etag: String? = nil, lastModified: String? = nil) {
        self.etag = etag
        self.lastModified = lastModified
    }

    /// An ETag that stands for these very bytes, so that a stretch of them may be asked for.
    var strongETag: String? { etag.flatMap { $0.hasPrefix("\"") ? $0 : nil } }

    /// The header that asks for another version only: the ETag's, else the time's.
    ///
    /// Never both: who goes by either of them skips a file that changed within a second.
    var condition: String? {
        etag.map { "If-None-Match: \($0)" } ?? lastModified.map { "If-Modified-Since: \($0)" }
    }
}
