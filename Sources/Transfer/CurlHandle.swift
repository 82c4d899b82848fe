internal import CCurl
internal import Problems

/// One libcurl easy handle and the connections that it keeps.
///
/// Not Sendable: it lives inside one actor.
final class CurlHandle {
    /// For the multi handle that drives it.
    let handle: UnsafeMutableRawPointer
    private let errorText: UnsafeMutablePointer<CChar>

    /// Once per process; libcurl 7.84 and later lets any thread do it.
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK

    init() throws(Problem) {
        guard Self.isReady, let handle = curl_easy_init() else { throw Self.cannotStart() }
        self.handle = handle
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        set(CURLOPT_ERRORBUFFER, pointer: errorText)
        set(CURLOPT_NOSIGNAL, 1)
        // Where mail goes is the workspace's to say: no proxy from the environment, no .netrc.
        set(CURLOPT_PROXY, "")
        set(CURLOPT_NETRC, 0)
    }

    /// Closes the connections, saying goodbye on those that are open; this may block.
    deinit {
        curl_easy_cleanup(handle)
        errorText.deallocate()
    }

    /// Once on a thread of its own, for as long as it lives: nobody may hang up on the process.
    static func holdBackSigpipe() { tidings_hold_back_sigpipe() }

    func set(_ option: CURLoption, _ value: Int) {
        // Fails only for an option that this libcurl does not know.
        let code = tidings_curl_set_number(handle, option, value)
        assert(code == CURLE_OK, "libcurl knows no option \(option.rawValue)")
    }

    func set(_ option: CURLoption, _ value: String?) {
        let code = tidings_curl_set_text(handle, option, value)
        assert(code == CURLE_OK, "libcurl knows no option \(option.rawValue)")
    }

    func set(_ option: CURLoption, pointer: UnsafeMutableRawPointer?) {
        let code = tidings_curl_set_pointer(handle, option, pointer)
        assert(code == CURLE_OK, "libcurl knows no option \(option.rawValue)")
    }

    func onHeader(
        _ callback:
            @convention(c) (
                UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?
            ) -> Int
    ) {
        _ = tidings_curl_set_header(handle, callback)
    }

    func onWrite(
        _ callback:
            @convention(c) (
                UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?
            ) -> Int
    ) {
        _ = tidings_curl_set_write(handle, callback)
    }

    /// Called about once a second, and whenever something happens.
    func onProgress(
        _ callback:
            @convention(c) (
                UnsafeMutableRawPointer?, curl_off_t, curl_off_t, curl_off_t, curl_off_t
            ) -> CInt
    ) {
        set(CURLOPT_NOPROGRESS, 0)
        _ = tidings_curl_set_progress(handle, callback)
    }

    /// Performs the transfer with lines, recipients or headers, under an option; blocks until it
    /// is done.
    ///
    /// - Returns: libcurl's code; `CURLE_OUT_OF_MEMORY` when the list cannot be made.
    func perform(_ option: CURLoption, _ lines: [String]) -> CURLcode {
        var list: UnsafeMutablePointer<curl_slist>?
        defer { curl_slist_free_all(list) }
        for line in lines {
            guard let longer = curl_slist_append(list, line) else { return CURLE_OUT_OF_MEMORY }
            list = longer
        }
        _ = tidings_curl_set_list(handle, option, list)
        defer { _ = tidings_curl_set_list(handle, option, nil) }
        errorText.pointee = 0
        return tidings_curl_perform(handle)
    }

    /// Where the last reply sends on to, absolute; nil where it does not.
    var redirect: String? {
        var text: UnsafeMutablePointer<CChar>?
        guard tidings_curl_get_text(handle, CURLINFO_REDIRECT_URL, &text) == CURLE_OK else {
            return nil
        }
        return text.map { String(cString: $0) }
    }

    /// The status of the last reply; 0 where there was none.
    var status: Int {
        var status = 0
        let code = tidings_curl_get_number(handle, CURLINFO_RESPONSE_CODE, &status)
        return code == CURLE_OK ? status : 0
    }

    /// How many seconds the server asks to wait; nil where it does not.
    var retryAfter: Int? {
        var seconds: curl_off_t = 0
        let code = tidings_curl_get_offset(handle, CURLINFO_RETRY_AFTER, &seconds)
        return code == CURLE_OK && seconds > 0 ? Int(seconds) : nil
    }

    /// What libcurl says of a failure, without addresses.
    func explanation(of code: CURLcode) -> String {
        let detail = String(cString: errorText)
        return Redaction.redacted(
            detail.isEmpty ? String(cString: curl_easy_strerror(code)) : detail)
    }

    static func cannotStart() -> Problem {
        Problem(
            .infrastructure, "libcurl cannot be started",
            hint: "Is there enough memory? tidings needs libcurl 7.88 or later.")
    }
}
