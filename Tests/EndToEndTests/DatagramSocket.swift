import Foundation
import Glibc
import Testing

/// A service manager's socket: takes what a service tells it.
final class DatagramSocket {
    let path: String
    private let descriptor: Int32

    init(in folder: URL) throws {
        path = folder.appending(path: "notify").path
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        try #require(bytes.count < MemoryLayout.size(ofValue: address.sun_path))
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let isBound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
        try #require(isBound)
        // Whatever the machine does meanwhile.
        var limit = timeval(tv_sec: 120, tv_usec: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(descriptor) }

    /// The next message, but for those that come again and again; waits for it.
    func next(but usual: String? = nil) throws -> String {
        var bytes = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = recv(descriptor, &bytes, bytes.count, 0)
            try #require(count > 0)
            let text = String(decoding: bytes.prefix(count), as: UTF8.self)
            if text != usual { return text }
        }
    }

    /// What has come and was not taken yet.
    func rest() -> [String] {
        var bytes = [UInt8](repeating: 0, count: 4096)
        var texts: [String] = []
        while case let count = recv(descriptor, &bytes, bytes.count, Int32(MSG_DONTWAIT)),
            count > 0
        {
            texts.append(String(decoding: bytes.prefix(count), as: UTF8.self))
        }
        return texts
    }
}
