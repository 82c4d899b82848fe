import Foundation
import Postgres
import Problems

/// The extraction benchmark: floor and Tidings by turns, each load in a process of its own.
struct ExtractBenchmark {
    let rows: Int
    let repetitions: Int
    let subjects: [Subject]
    /// Nil for a private server.
    let database: String?
    /// The executable that loads and reads in a child process.
    let program: String

    /// Generates the files, measures, and deletes all.
    func run(progress: (String) -> Void) async throws -> Report {
        for subject in subjects {
            _ = try MeasuredProcess.find(subject.tool.name, package: subject.tool.package)
        }
        return try await BenchWorkspace.with { workspace in
            progress("generating the files in \(workspace.root.path)")
            try BenchInput(rows: rows, folder: workspace.input).write(subjects)
            if let database { return try await measure(workspace, database, nil, progress) }
            return try await BenchServer.with(workspace) { server in
                try await server.cluster.createDatabase("bench")
                return try await measure(
                    workspace, server.cluster.uri(database: "bench"), server.time, progress)
            }
        }
    }

    private func measure(
        _ workspace: BenchWorkspace, _ database: String, _ server: ServerTime?,
        _ progress: (String) -> Void
    ) async throws -> Report {
        let connection = try await Connection.open(database)
        let sides = BenchSides(
            workspace: workspace, database: database, server: server, program: program,
            connection: connection)
        var report = Report()
        for repetition in 1...repetitions {
            for subject in subjects {
                progress("\(subject.rawValue), \(repetition) of \(repetitions)")
                if subject.isXML {
                    try await sides.measureXML(subject, into: &report)
                } else {
                    try await sides.measureCSV(subject, into: &report)
                }
            }
        }
        for subject in subjects where !subject.isXML {
            let differing = try await sides.differing(subject)
            report.notes.append(
                "\(subject.rawValue): \(differing) rows differ between the floor and Tidings")
        }
        await connection.close()
        return report
    }
}
