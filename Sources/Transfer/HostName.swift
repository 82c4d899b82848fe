internal import CCurl

/// The name of a host as the wire carries it.
package enum HostName {
    /// A host's name in ASCII: an international name as its A-labels (`xn--…`), lower case.
    ///
    /// Returns nil when the name is not one: IDNA refuses it, or it holds what no host may.
    package static func ascii(_ name: String) -> String? {
        let lowered = name.lowercased()
        guard !lowered.utf8.allSatisfy({ $0 < 0x80 }) else {
            return isPlain(lowered) ? lowered : nil
        }
        guard let url = curl_url() else { return nil }
        defer { curl_url_cleanup(url) }
        guard curl_url_set(url, CURLUPART_SCHEME, "smtp", 0) == CURLUE_OK,
            curl_url_set(url, CURLUPART_HOST, lowered, 0) == CURLUE_OK
        else { return nil }
        var text: UnsafeMutablePointer<CChar>?
        guard tidings_curl_ascii_host(url, &text) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        let ascii = String(cString: text).lowercased()
        return isPlain(ascii) ? ascii : nil
    }

    /// Letters, digits, hyphens and dots alone.
    private static func isPlain(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "-"), UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }
}
