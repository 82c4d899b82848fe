import ArgumentParser
import Foundation

struct Operations: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure what running jobs costs beside their work, and how late ticks start.",
        discussion: """
            A step's cost is what a job of so many feeds whose files are known takes beyond one of a \
            single feed. Job files are checked beside `dbt parse` of as many models, if dbt is there: \
            python3 -m venv .build/dbt, and .build/dbt/bin/pip install dbt-core dbt-postgres. Ticks \
            are those of jobs that are all due at each full minute; they start once on a quiet \
            machine, and once while something else keeps all cores busy.
            """)

    @Option(help: "How many steps the wide job has beyond the narrow one.")
    var steps = 100

    @Option(help: "How many job files are checked.")
    var files = 500

    @Option(help: "How many jobs are due at the same instant.")
    var jobs = 20

    @Option(help: "For how many minutes ticks are watched, quiet and busy; 0 for not at all.")
    var minutes = 2

    @Option(help: "How often the rest is measured; medians are printed.")
    var `repeat` = 5

    @Option(help: "The program that is measured. Defaults to the one beside this one.")
    var tidings: String?

    @Option(help: "dbt's program.")
    var dbt = ".build/dbt/bin/dbt"

    func validate() throws {
        guard steps >= 1, files >= 1, self.repeat >= 1 else {
            throw ValidationError("--steps, --files and --repeat must be at least 1.")
        }
        guard (1...64).contains(jobs) else { throw ValidationError("--jobs is 1 to 64.") }
        guard minutes >= 0 else { throw ValidationError("--minutes must be at least 0.") }
    }

    func run() async throws {
        let own = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        let benchmark = OperationsBenchmark(
            steps: steps, files: files, jobs: jobs, minutes: minutes, repetitions: self.repeat,
            program: tidings ?? own.deletingLastPathComponent().appending(path: "tidings").path,
            dbt: dbt)
        let report = try await benchmark.run { line in
            FileHandle.standardError.write(Data((line + "\n").utf8))
        }
        print(report.text)
    }
}
