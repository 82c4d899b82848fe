import Foundation
import Postgres
import Running

/// The state of a serving process and its database in Prometheus's text format 0.0.4.
struct ServeMetrics {
    private let server: Server

    init(_ server: Server) { self.server = server }

    func text(_ connection: Connection) async throws -> String {
        let counts = try await RunCounts.read(at: server.clock.now(), on: connection)
        var lines: [String] = []
        func add(_ name: String, _ help: String, _ samples: [(labels: String, value: Double)]) {
            lines.append("# HELP tidings_\(name) \(help)")
            lines.append("# TYPE tidings_\(name) gauge")
            lines += samples.map { "tidings_\(name)\($0.labels) \($0.value)" }
        }
        let isReady = server.health.troubles.isEmpty ? 1.0 : 0
        add("ready", "Whether all parts run and reach the database.", [("", isReady)])
        add(
            "job_files_refused", "Changed files with faults: the old ones stay in force.",
            [("", Double(server.definitions.refused))])
        add("ticks", "Ticks by how they ended.", Self.labelled("state", counts.ticks))
        add("runs", "Runs by outcome.", Self.labelled("outcome", counts.runs))
        let (due, unknown) = (Double(counts.messagesDue), Double(counts.messagesUnknown))
        add("messages_due", "Messages that are due and wait.", [("", due)])
        add("messages_unknown", "Messages whose fate needs a person.", [("", unknown)])
        add(
            "last_success_seconds", "When a job last succeeded, in seconds since 1970.",
            counts.lastSuccess.sorted { $0.key < $1.key }.map {
                (Self.label("job", $0.key), $0.value.timeIntervalSince1970)
            })
        return lines.joined(separator: "\n") + "\n"
    }

    private static func labelled(
        _ name: String, _ counts: [String: Int]
    ) -> [(labels: String, value: Double)] {
        counts.sorted { $0.key < $1.key }.map { (label(name, $0.key), Double($0.value)) }
    }

    private static func label(_ name: String, _ value: String) -> String {
        let quoted = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            .replacing("\n", with: "\\n")
        return "{\(name)=\"\(quoted)\"}"
    }
}
