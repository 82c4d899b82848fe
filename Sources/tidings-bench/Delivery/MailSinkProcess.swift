import Foundation
import Problems

/// Postfix's smtp-sink on a free loopback port: takes mail and throws it away.
final class MailSinkProcess {
    /// `127.0.0.1:PORT`.
    let address: String
    private let process = Process()

    init(in folder: URL) throws {
        let program = try MeasuredProcess.find("smtp-sink", package: "postfix")
        let port = try Self.freePort()
        address = "127.0.0.1:\(port)"
        let settings = folder.appending(path: "postfix")
        try FileManager.default.createDirectory(at: settings, withIntermediateDirectories: true)
        try "compatibility_level = 3.6\nmyhostname = sink.test\n".write(
            to: settings.appending(path: "main.cf"), atomically: true, encoding: .utf8)
        process.executableURL = URL(filePath: program)
        process.arguments = (geteuid() == 0 ? ["-u", "nobody"] : []) + [address, "1000"]
        process.environment = ["MAIL_CONFIG": settings.path, "PATH": "/usr/sbin:/usr/bin:/bin"]
        try process.run()
        while !Self.isListening(port) {
            guard process.isRunning else {
                throw Problem(
                    .failed, "smtp-sink did not start", hint: "On Debian: apt-get install postfix.")
            }
        }
    }

    func stop() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    private static func withSocket<T>(
        to port: UInt16, _ body: (Int32, UnsafePointer<sockaddr>, socklen_t) -> T
    ) -> T {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    private static func isListening(_ port: UInt16) -> Bool {
        withSocket(to: port) { connect($0, $1, $2) == 0 }
    }

    private static func freePort() throws -> UInt16 {
        let port = withSocket(to: 0) { descriptor, address, length -> UInt16 in
            guard bind(descriptor, address, length) == 0 else { return 0 }
            var bound = sockaddr_in()
            var size = socklen_t(MemoryLayout<sockaddr_in>.size)
            return withUnsafeMutablePointer(to: &bound) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    getsockname(descriptor, $0, &size)
                }
            } == 0 ? UInt16(bigEndian: bound.sin_port) : 0
        }
        guard port > 0 else {
            throw Problem(
                .failed, "no port is free on loopback", hint: "Is the interface lo up?")
        }
        return port
    }
}
