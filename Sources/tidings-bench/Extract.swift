import ArgumentParser
import Foundation

struct Extract: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Load generated files: psql's COPY and one MERGE against Tidings' feeds.",
        discussion: """
            Customers, orders of five times as many lines, and two XML catalogues: each is loaded \
            first, again with the same rows, and with 2 % of them changed, the floor and Tidings \
            by turns. All needs some gigabytes in the temporary folder.
            """)

    @Option(help: "How many customers; the other files grow with them.")
    var rows = 1_000_000

    @Option(help: "How often all is measured; medians are printed.")
    var `repeat` = 3

    @Option(help: "A PostgreSQL that may be written to. Without: a private one, as Tidings has it.")
    var database: String?

    @Option(
        parsing: .upToNextOption,
        help: "Only these of: \(Subject.allCases.map(\.rawValue).joined(separator: ", ")).")
    var only: [Subject] = Subject.allCases

    func validate() throws {
        guard rows >= 100 else { throw ValidationError("--rows must be at least 100.") }
        guard self.repeat >= 1 else { throw ValidationError("--repeat must be at least 1.") }
    }

    func run() async throws {
        let benchmark = ExtractBenchmark(
            rows: rows, repetitions: self.repeat, subjects: only, database: database,
            program: ProcessInfo.processInfo.arguments[0])
        let report = try await benchmark.run { line in
            FileHandle.standardError.write(Data((line + "\n").utf8))
        }
        print(report.text)
    }
}

/// What is loaded.
enum Subject: String, CaseIterable, ExpressibleByArgument, Sendable {
    case customers, orders, google, onix

    /// The floor's program, with the Debian package that has it.
    var tool: (name: String, package: String) {
        switch self {
        case .customers, .orders: ("psql", "postgresql-client")
        case .google, .onix: ("xmllint", "libxml2-utils")
        }
    }

    var isXML: Bool { self == .google || self == .onix }
}
