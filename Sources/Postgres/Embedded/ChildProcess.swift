import Foundation
import Synchronization

/// PostgreSQL's programs, run with a fixed environment.
///
/// Its calls block: they belong on a queue of their own.
enum ChildProcess {
    struct Answer: Sendable {
        let status: Int32
        /// Standard output and standard error together.
        let output: String

        var succeeded: Bool { status == 0 }
    }

    /// No `PG…` variable of the user reaches a server program, and no locale of theirs; with a
    /// known zone `initdb` need not search for the machine's.
    private static let environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"]

    /// Runs a program to its end.
    ///
    /// - Parameter environment: what it sees besides the fixed environment.
    static func run(
        _ command: [String], environment: [String: String] = [:]
    ) throws -> Answer {
        let output = Pipe()
        let process = prepared(command, output: output.fileHandleForWriting)
        process.environment?.merge(environment) { _, own in own }
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
        try output.fileHandleForWriting.close()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        ended.wait()
        return Answer(
            status: process.terminationStatus,
            output: String(decoding: data, as: UTF8.self))
    }

    /// Starts a program that may outlive this one; it writes to a file.
    ///
    /// Foundation gives it a process group of its own, so that Control-C does not reach it.
    static func start(_ command: [String], output: FileHandle) throws -> Process {
        let process = prepared(command, output: output)
        try process.run()
        return process
    }

    private static func prepared(_ command: [String], output: FileHandle) -> Process {
        let process = Process()
        process.executableURL = URL(filePath: command[0])
        process.arguments = Array(command.dropFirst())
        process.environment = environment
        // Another user may not be allowed where this program runs.
        process.currentDirectoryURL = URL(filePath: "/")
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        return process
    }
}
