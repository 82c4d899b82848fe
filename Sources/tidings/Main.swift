import ArgumentParser
import Dispatch
import Foundation
import Problems
import Running

/// Runs the command and turns what it throws into text on stderr and an exit code.
@main
enum Main {
    static func main() async {
        let interruption = Interruption()
        let work = Task { await exitCode() }
        interruption.watch { work.cancel() }
        let code = await work.value
        exit(interruption.exitCode ?? code)
    }

    private static func exitCode() async -> Int32 {
        do {
            var command = try Tidings.parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            return 0
        } catch let code as ExitCode {
            return code.rawValue
        } catch let problems as Problems {
            Console.error(problems.description)
            return problems.exitCode
        } catch let problem as Problem {
            Console.error(problem.text)
            return problem.kind.exitCode
        } catch is CancellationError {
            return Problem.Kind.failed.exitCode
        } catch {
            return usage(error)
        }
    }

    /// Help and version print and end well; a command line that cannot be read ends with 2.
    private static func usage(_ error: any Error) -> Int32 {
        let text = Tidings.fullMessage(for: error)
        guard Tidings.exitCode(for: error) != .success else {
            Console.out(text)
            return 0
        }
        if Tidings.exitCode(for: error) == .validationFailure {
            Console.error(text)
            return Problem.Kind.usage.exitCode
        }
        let problem = Problem.from(error)
        Console.error(problem.text)
        return problem.kind.exitCode
    }
}
