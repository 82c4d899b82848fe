import Dispatch
import Foundation
import Problems

/// A program that was run to its end, with what it took.
struct MeasuredProcess: Sendable {
    let status: Int32
    let output: String
    /// Seconds from its start to its end.
    let seconds: Double
    /// Seconds of processor time, its own and the kernel's for it.
    let cpu: Double
    /// The most memory that it held, in bytes.
    let peak: Int

    /// Runs a program.
    ///
    /// - Parameter input: A file for its standard input.
    static func run(_ command: [String], input: URL? = nil) async throws -> MeasuredProcess {
        try await withCheckedThrowingContinuation { continuation in
            // It waits for the child, which must not hold up other tasks.
            DispatchQueue.global().async {
                continuation.resume(with: Result { try measure(command, input: input) })
            }
        }
    }

    /// The full path of a program on the search path; a problem that names its package otherwise.
    static func find(_ tool: String, package: String) throws -> String {
        let folders = [
            "/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin", "/opt/homebrew/bin",
        ]
        for folder in folders
        where FileManager.default.isExecutableFile(atPath: "\(folder)/\(tool)") {
            return "\(folder)/\(tool)"
        }
        throw Problem(
            .usage, "the benchmark needs \(tool), which is not installed",
            hint: "On Debian: apt-get install \(package).")
    }

    private static func measure(_ command: [String], input: URL?) throws -> MeasuredProcess {
        let output = FileManager.default.temporaryDirectory
            .appending(path: "tidings-bench-\(UUID().uuidString).out")
        defer {
            // It lies in the system's folder for what may be lost.
            try? FileManager.default.removeItem(at: output)
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(
            &actions, STDIN_FILENO, input?.path ?? "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(
            &actions, STDOUT_FILENO, output.path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var child = pid_t()
        let started = ContinuousClock.now
        guard posix_spawn(&child, command[0], &actions, nil, &arguments, environ) == 0 else {
            throw notStarted(command[0])
        }
        var status: Int32 = 0
        var usage = rusage()
        while wait4(child, &status, 0, &usage) < 0, errno == EINTR {}
        let seconds = (ContinuousClock.now - started) / Duration.seconds(1)
        let text = String(decoding: try Data(contentsOf: output), as: UTF8.self)
        return MeasuredProcess(
            status: status, output: text, seconds: seconds,
            cpu: Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime),
            peak: usage.ru_maxrss * 1024)
    }

    private static func seconds(_ time: timeval) -> Double {
        Double(time.tv_sec) + Double(time.tv_usec) / 1e6
    }

    private static func notStarted(_ program: String) -> Problem {
        Problem(
            .failed, "\(program) could not be started", hint: "Check that it may be run by you.",
            cause: String(cString: strerror(errno)))
    }
}
