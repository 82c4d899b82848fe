internal import Foundation

/// An authority of a test's own and a server's certificate by it, made with `openssl`; deleted with
/// the object.
package final class Certificates {
    private let folder = FileManager.default.temporaryDirectory
        .appending(path: "tidings-certificates-\(UUID().uuidString)")

    /// The authority's certificate.
    package var authority: String { folder.path + "/authority.pem" }
    /// The server's certificate with its key.
    package var server: String { folder.path + "/server.pem" }

    /// - Parameter name: Whom the certificate is for, as `IP:127.0.0.1` or `DNS:other.example`.
    package init(for name: String) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
        try openssl(
            ["req", "-x509"] + key + [
                "-subj", "/CN=Authority", "-keyout", "authority.key", "-out", "authority.pem",
            ])
        try openssl(
            ["req", "-x509"] + key + [
                "-CA", "authority.pem", "-CAkey", "authority.key", "-subj", "/CN=Server",
                "-addext", "basicConstraints=critical,CA:FALSE",
                "-addext", "subjectAltName=\(name)", "-keyout", "server.key",
                "-out", "server.crt",
            ])
        let both = try ["server.crt", "server.key"].map {
            try String(contentsOf: folder.appending(path: $0), encoding: .utf8)
        }
        try both.joined().write(
            to: folder.appending(path: "server.pem"), atomically: true, encoding: .utf8)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }  // A leftover harms nobody.

    private func openssl(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments = arguments
        process.currentDirectoryURL = folder
        let output = Pipe()
        process.standardError = output
        try process.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw ServerProcess.NotStarted(
                description: "openssl failed: \(String(decoding: said, as: UTF8.self))")
        }
    }
}
