internal import Foundation
internal import Synchronization

/// A server of another make, run for a test in a process of its own; it ends with the test.
///
/// A server that is not installed is a failure that says what to install: a test that does not run
/// proves nothing.
package final class ServerProcess: Sendable {
    /// Why a server did not start.
    package struct NotStarted: Error, CustomStringConvertible {
        package let description: String

        package init(description: String) { self.description = description }
    }

    private let process: Mutex<Process>
    private let input = Pipe()

    /// Runs a server until the shell's input ends: with the test, or with the tests' process.
    ///
    /// A server of its own right closes the descriptors that it inherits (sshd does), which
    /// Foundation takes for its end; the shell keeps them.
    private static let keeper = """
        "$0" "$@" & server=$!; exec >/dev/null 2>&1; cat; kill -9 $server
        """

    /// Starts a program and reads its output until a line that tells its port, or that it serves.
    ///
    /// - Parameters:
    ///   - package: What to install where the program is missing, in Debian's words.
    ///   - ready: What the line has in it.
    ///   - line: Gets that line.
    package init(
        _ program: String, _ arguments: [String], package: String, ready: String,
        line: (String) -> Void = { _ in }
    ) throws {
        guard FileManager.default.isExecutableFile(atPath: program) else {
            throw NotStarted(description: "\(program) is missing: apt-get install \(package)")
        }
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", Self.keeper, program] + arguments
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        process.standardError = output
        try process.run()
        self.process = Mutex(process)
        var said = ""
        while let next = Self.line(of: output.fileHandleForReading) {
            guard !next.contains(ready) else {
                line(next)
                return
            }
            said += next + "\n"
        }
        throw NotStarted(
            description: "\(program) did not start (apt-get install \(package)?): \(said)")
    }

    deinit {
        // A pipe that cannot be closed is gone already.
        try? input.fileHandleForWriting.close()
        process.withLock { $0.waitUntilExit() }
    }

    private static func line(of handle: FileHandle) -> String? {
        var bytes: [UInt8] = []
        while let byte = handle.readData(ofLength: 1).first {
            if byte == UInt8(ascii: "\n") { return String(decoding: bytes, as: UTF8.self) }
            bytes.append(byte)
        }
        return nil
    }
}
