internal import CCurl

/// What a connection that libcurl has opened, and left open, is used for directly.
extension CurlHandle {
    /// What became of a try to send or receive.
    enum Passage: Equatable {
        case bytes(Int)
        /// Not now: wait until the socket is ready.
        case later
        /// The connection is gone.
        case lost(String)
    }

    /// The socket of the last transfer's connection; nil when it is closed.
    var socket: Int32? {
        var socket = CURL_SOCKET_BAD
        guard tidings_curl_get_socket(handle, &socket) == CURLE_OK, socket != CURL_SOCKET_BAD else {
            return nil
        }
        return socket
    }

    /// Sends what the connection takes now, through TLS where there is TLS.
    func send(_ bytes: ArraySlice<UInt8>) -> Passage {
        var count = 0
        let code = bytes.withUnsafeBytes {
            curl_easy_send(handle, $0.baseAddress, $0.count, &count)
        }
        return passage(code, count)
    }

    /// Appends what has come to a buffer, as far as there is.
    func receive(into buffer: inout [UInt8]) -> Passage {
        var count = 0
        let code = withUnsafeTemporaryAllocation(byteCount: 16_384, alignment: 1) { room in
            let code = curl_easy_recv(handle, room.baseAddress, room.count, &count)
            if code == CURLE_OK { buffer.append(contentsOf: room.prefix(count)) }
            return code
        }
        return code == CURLE_OK && count == 0 ? .lost("the server hung up") : passage(code, count)
    }

    private func passage(_ code: CURLcode, _ count: Int) -> Passage {
        switch code {
        case CURLE_OK: .bytes(count)
        case CURLE_AGAIN: .later
        default: .lost(explanation(of: code))
        }
    }
}
