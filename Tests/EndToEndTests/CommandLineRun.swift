import Foundation
import Glibc
import Synchronization
import Testing

/// One call of the built `tidings`, from its arguments to its exit code and what it printed.
struct CommandLineRun {
    let exitCode: Int32
    let stdout: String
    let stderr: String

    /// The lines of stdout as JSON objects.
    var objects: [JSONObject] {
        get throws {
            try stdout.split(separator: "\n").map { try JSONObject(String($0)) }
        }
    }

    /// Runs the binary and waits for its end.
    static func run(
        _ arguments: [String], in folder: URL, environment: [String: String] = [:]
    ) async throws -> CommandLineRun {
        try await RunningCommand(arguments, in: folder, environment: environment).end()
    }
}

/// A call of `tidings` that goes on.
///
/// Output goes to files, so that a command that says much never waits for its reader.
final class RunningCommand: Sendable {
    /// The binary: `$TIDINGS_BINARY`, or the one beside the tests.
    static let binary: URL = {
        if let path = ProcessInfo.processInfo.environment["TIDINGS_BINARY"] {
            return URL(filePath: path)
        }
        let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        return tests.deletingLastPathComponent().appending(path: "tidings")
    }()

    private final class State: Sendable {
        let hasEnded = Atomic(false)
    }

    let processID: pid_t
    private let ended: Task<Int32, Never>
    private let state = State()
    private let output: URL

    init(_ arguments: [String], in folder: URL, environment: [String: String]) throws {
        let inherited = ProcessInfo.processInfo.environment
        output = FileManager.default.temporaryDirectory
            .appending(path: "tidings-output-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: output, withIntermediateDirectories: true)
        let process = Process()
        process.executableURL = Self.binary
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = [
            "PATH": inherited["PATH"] ?? "/usr/bin:/bin", "HOME": inherited["HOME"] ?? "/tmp",
            "LC_ALL": "C.UTF-8", "COLUMNS": "80",
        ].merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try Self.file(output.appending(path: "stdout"))
        process.standardError = try Self.file(output.appending(path: "stderr"))
        let (codes, continuation) = AsyncStream.makeStream(of: Int32.self)
        process.terminationHandler = { [state] process in
            state.hasEnded.store(true, ordering: .releasing)
            let isSignal = process.terminationReason == .uncaughtSignal
            continuation.yield((isSignal ? 128 : 0) + process.terminationStatus)
            continuation.finish()
        }
        try process.run()
        processID = process.processIdentifier
        ended = Task { await codes.first { _ in true } ?? -1 }
    }

    /// A test that fails leaves nothing running.
    deinit {
        if !state.hasEnded.load(ordering: .acquiring) { kill(processID, SIGKILL) }
        try? FileManager.default.removeItem(at: output)
    }

    /// Sends a signal, as SIGINT or SIGKILL.
    func signal(_ number: Int32) { kill(processID, number) }

    /// Kills it with all that it has started: it leads a process group of its own.
    func killGroup() async throws {
        try #require(getpgid(processID) == processID)
        kill(-processID, SIGKILL)
        _ = await ended.value
    }

    /// Waits for the command's end; a signal that killed it counts as 128 and its number.
    func end() async throws -> CommandLineRun {
        let code = await ended.value
        return CommandLineRun(
            exitCode: code, stdout: try text("stdout"), stderr: try text("stderr"))
    }

    /// What it has said so far.
    func stderr() throws -> String { try text("stderr") }

    private func text(_ name: String) throws -> String {
        try String(contentsOf: output.appending(path: name), encoding: .utf8)
    }

    private static func file(_ url: URL) throws -> FileHandle {
        try Data().write(to: url)
        return try FileHandle(forWritingTo: url)
    }
}

/// A JSON object that the program printed, read by Foundation and not by the program's own code.
struct JSONObject {
    private let members: [String: Any]

    init(_ text: String) throws {
        let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
        members = try #require(value as? [String: Any])
    }

    private init(_ members: [String: Any]) { self.members = members }

    var keys: Set<String> { Set(members.keys) }

    /// A member as text: numbers as they are written, null and what is missing as nil.
    subscript(name: String) -> String? {
        switch members[name] {
        case let text as String: text
        case let number as NSNumber: "\(number)"
        default: nil
        }
    }

    func int(_ name: String) throws -> Int { try #require(members[name] as? Int) }

    func object(_ name: String) throws -> JSONObject {
        JSONObject(try #require(members[name] as? [String: Any]))
    }

    /// The members of an object as numbers, as `suppressed` of a campaign.
    func counts(_ name: String) throws -> [String: Int] {
        try #require(members[name] as? [String: Int])
    }

    func objects(_ name: String) throws -> [JSONObject] {
        try #require(members[name] as? [[String: Any]]).map { JSONObject($0) }
    }

    func texts(_ name: String) throws -> [String] {
        try #require(members[name] as? [String])
    }

    /// All whole numbers by name: the figures of a step.
    var figures: [String: Int] { members.compactMapValues { $0 as? Int } }
}
