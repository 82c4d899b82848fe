import ArgumentParser
import Foundation
import Problems

/// The benchmarks: Tidings and the shortest honest means for the same work, run by turns on the same
/// server. Ratios count, for machines differ and single times move.
@main
struct TidingsBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tidings-bench",
        abstract: "Measure Tidings against the floor: the same work by the shortest honest means.",
        subcommands: [
            Extract.self, Audiences.self, Planning.self, Delivery.self, Operations.self, Load.self,
            Read.self, Night.self, Deliver.self,
        ])

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let problem as Problem {
            FileHandle.standardError.write(Data((problem.text + "\n").utf8))
            Foundation.exit(problem.kind.exitCode)
        } catch let problems as Problems {
            FileHandle.standardError.write(Data((problems.description + "\n").utf8))
            Foundation.exit(problems.exitCode)
        } catch {
            exit(withError: error)
        }
    }
}
