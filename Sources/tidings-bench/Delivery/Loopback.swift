import Foundation
import Problems

/// Addresses of this machine alone.
enum Loopback {
    /// Calls with the address of a port on 127.0.0.1.
    static func with<T>(
        port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> T
    ) -> T {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    /// The port that a socket is bound to.
    static func port(of socket: Int32) -> UInt16? {
        var bound = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isKnown = withUnsafeMutablePointer(to: &bound) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                getsockname(socket, $0, &size)
            }
        }
        return isKnown == 0 ? UInt16(bigEndian: bound.sin_port) : nil
    }

    static var noPort: Problem {
        Problem(.failed, "no port is free on loopback", hint: "Is the interface lo up?")
    }
}
