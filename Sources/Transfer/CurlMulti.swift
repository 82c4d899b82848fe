internal import CCurl
internal import Problems

/// A libcurl multi handle: many connections on one thread, none of which blocks it.
///
/// Not Sendable: it lives on one thread.
final class CurlMulti {
    private let multi: UnsafeMutableRawPointer

    init() throws(Problem) {
        guard let multi = curl_multi_init() else { throw CurlHandle.cannotStart() }
        self.multi = multi
    }

    deinit { curl_multi_cleanup(multi) }

    /// Begins a handle's transfer.
    func add(_ handle: CurlHandle) -> Bool {
        curl_multi_add_handle(multi, handle.handle) == CURLM_OK
    }

    /// Ends a handle's transfer, and closes a connection that was left open for it.
    func remove(_ handle: CurlHandle) {
        curl_multi_remove_handle(multi, handle.handle)
    }

    /// Does what can be done without waiting.
    func perform() {
        var running: CInt = 0
        curl_multi_perform(multi, &running)
    }

    /// The next handle whose transfer has ended, with libcurl's code; nil when none has.
    func nextEnded() -> (handle: UnsafeMutableRawPointer, code: CURLcode)? {
        var code = CURLE_OK
        return tidings_curl_next_ended(multi, &code).map { ($0, code) }
    }

    /// Waits until libcurl has something to do, one of the sockets is ready, or the time is up.
    func wait(on sockets: inout [curl_waitfd], milliseconds: Int) {
        var ready: CInt = 0
        sockets.withUnsafeMutableBufferPointer {
            _ = curl_multi_poll(
                multi, $0.baseAddress, UInt32($0.count), CInt(clamping: milliseconds), &ready)
        }
    }
}
