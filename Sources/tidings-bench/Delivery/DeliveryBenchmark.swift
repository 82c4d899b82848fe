import Foundation
import Postgres
import Problems
import Warehouse

/// The sending benchmark: smtp-source and Tidings by turns, to the same sink.
struct DeliveryBenchmark {
    let messages: Int
    let connections: Int
    let repetitions: Int
    let delay: Int
    let dkim: Delivery.SigningKind?
    /// The executable that sends in a child process.
    let program: String

    static let bytes = 8192

    func run(progress: (String) -> Void) async throws -> Report {
        let source = try MeasuredProcess.find("smtp-source", package: "postfix")
        let root = FileManager.default.temporaryDirectory
            .appending(path: "tidings-bench-\(UUID().uuidString)")
        defer {
            // It lies in the system's folder for what may be lost.
            try? FileManager.default.removeItem(at: root)
        }
        let workspace = DeliveryWorkspace(root: root, dkim: dkim)
        try workspace.write()
        let sink = try MailSinkProcess(in: root)
        defer { sink.stop() }
        let relay = delay > 0 ? try DelayRelay(to: sink.port, delay: .milliseconds(delay)) : nil
        defer { relay?.stop() }
        let server = relay?.address ?? "127.0.0.1:\(sink.port)"
        let cluster = try await EmbeddedCluster.start(in: root.appending(path: ".tidings"))
        do {
            try await cluster.createDatabase("bench")
            var report = Report()
            for repetition in 1...repetitions {
                progress("\(messages) messages, \(repetition) of \(repetitions)")
                let floor = try await MeasuredProcess.run([
                    source, "-d", "-s", "\(connections)", "-m", "\(messages)", "-l",
                    "\(Self.bytes)", "-f", "hello@lantern.example", "-t", "reader@reader.example",
                    server,
                ])
                guard floor.status == 0 else { throw Self.failed(source, floor.output) }
                try await fill(cluster.uri(database: "bench"))
                let own = try await MeasuredProcess.run([
                    program, "deliver", "--workspace", root.path, "--database",
                    cluster.uri(database: "bench"), "--sink", "smtp://\(server)",
                    "--connections", "\(connections)",
                ])
                guard own.status == 0 else {
                    throw Self.failed("tidings-bench deliver", own.output)
                }
                try await requireAll(cluster.uri(database: "bench"))
                report.add(
                    name, floor: sample(floor), tidings: sample(own),
                    note: "\(rate(floor)) and \(rate(own)) messages/s; \(cost(floor)) and "
                        + "\(cost(own)) µs of CPU each")
            }
            try await cluster.stop()
            try FileManager.default.removeItem(at: cluster.dataDirectory)
            return report
        } catch {
            // The first failure is the one to tell.
            try? await cluster.stop()
            try? FileManager.default.removeItem(at: cluster.dataDirectory)
            throw error
        }
    }

    private var name: String {
        let signed = dkim.map { ", signed with \($0.rawValue)" } ?? ""
        return "\(messages) messages, \(connections) connections"
            + (delay > 0 ? ", \(delay) ms away" : "") + signed
    }

    private func fill(_ database: String) async throws {
        let connection = try await Connection.open(database)
        try await connection.run(
            script: Statement(name: "clear", sql: "DROP SCHEMA IF EXISTS tidings CASCADE"))
        _ = try await Schema(connection).migrate(now: .now)
        try await connection.execute(
            Statement("delivery_fill", PackageResources.delivery_fill_sql),
            [.int(messages), .instant(.now)])
        try await connection.execute(Statement(name: "vacuum", sql: "VACUUM (ANALYZE)"))
        try await connection.execute(Statement(name: "checkpoint", sql: "CHECKPOINT"))
        await connection.close()
    }

    private func requireAll(_ database: String) async throws {
        let connection = try await Connection.open(database)
        let remaining = try await connection.execute(
            Statement("delivery_left", PackageResources.delivery_left_sql)
        ).first?.int("remaining")
        await connection.close()
        guard remaining == 0 else {
            throw Self.failed("tidings-bench deliver", "\(remaining ?? -1) messages are left")
        }
    }

    private func sample(_ process: MeasuredProcess) -> Report.Sample {
        Report.Sample(seconds: process.seconds, cpu: process.cpu, peak: process.peak)
    }

    private func rate(_ process: MeasuredProcess) -> Int {
        Int(Double(messages) / process.seconds)
    }

    private func cost(_ process: MeasuredProcess) -> Int {
        Int(process.cpu / Double(messages) * 1e6)
    }

    private static func failed(_ command: String, _ output: String) -> Problem {
        Problem(
            .failed, "\(command) failed", hint: "See what it said.",
            cause: output.trimmingCharacters(in: .whitespacesAndNewlines))
    }
}
