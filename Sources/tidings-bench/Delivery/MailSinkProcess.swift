import Foundation
import Problems

/// Postfix's smtp-sink on a free loopback port: takes mail and throws it away.
final class MailSinkProcess {
    /// On 127.0.0.1.
    let port: UInt16
    private let process = Process()

    init(in folder: URL) throws {
        let program = try MeasuredProcess.find("smtp-sink", package: "postfix")
        port = try Self.freePort()
        let settings = folder.appending(path: "postfix")
        try FileManager.default.createDirectory(at: settings, withIntermediateDirectories: true)
        try "compatibility_level = 3.6\nmyhostname = sink.test\n".write(
            to: settings.appending(path: "main.cf"), atomically: true, encoding: .utf8)
        process.executableURL = URL(filePath: program)
        process.arguments =
            (geteuid() == 0 ? ["-u", "nobody"] : []) + ["127.0.0.1:\(port)", "1000"]
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
        return Loopback.with(port: port) { body(descriptor, $0, $1) }
    }

    private static func isListening(_ port: UInt16) -> Bool {
        withSocket(to: port) { connect($0, $1, $2) == 0 }
    }

    private static func freePort() throws -> UInt16 {
        let port = withSocket(to: 0) { bind($0, $1, $2) == 0 ? Loopback.port(of: $0) : nil }
        guard let port else { throw Loopback.noPort }
        return port
    }
}
