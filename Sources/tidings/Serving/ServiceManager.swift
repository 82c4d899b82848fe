import Foundation
import Glibc

/// Tells the service manager (systemd) how this process is, by datagrams to its socket as
/// sd_notify(3) describes; nothing where there is none.
struct ServiceManager: Sendable {
    private let socketPath: String?
    /// How often the manager wants to hear that all is well; nil if it does not.
    let watchdogInterval: Duration?

    /// - Parameter environment: of the process, where the manager writes what it wants.
    init(environment: [String: String]) {
        socketPath = environment["NOTIFY_SOCKET"]
        watchdogInterval = environment["WATCHDOG_USEC"].flatMap { Int($0) }
            // Twice in the time after which it would restart us.
            .map { .microseconds($0 / 2) }
    }

    func ready() { tell("READY=1\nSTATUS=Waiting for what is due") }
    func reloading() { tell("STATUS=Took changed definitions") }
    func refusing() {
        tell("STATUS=Changed definitions are not in order: the old ones stay in force")
    }
    func stopping() { tell("STOPPING=1\nSTATUS=Finishing") }
    func alive() { tell("WATCHDOG=1") }

    private func tell(_ text: String) {
        guard let socketPath, var address = Self.address(of: socketPath) else { return }
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + socketPath.utf8.count)
        let bytes = Array(text.utf8)
        withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                // A manager that does not listen is none of our business.
                _ = sendto(descriptor, bytes, bytes.count, 0, $0, length)
            }
        }
    }

    /// A path, or a name in the abstract namespace behind `@`; nil if it is too long.
    private static func address(of path: String) -> sockaddr_un? {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var bytes = Array(path.utf8)
        if bytes.first == UInt8(ascii: "@") { bytes[0] = 0 }
        return withUnsafeMutableBytes(of: &address.sun_path) { target in
            guard bytes.count < target.count else { return false }
            target.copyBytes(from: bytes)
            return true
        } ? address : nil
    }
}
