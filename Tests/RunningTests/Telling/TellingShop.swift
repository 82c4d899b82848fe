import Definitions
import Foundation
import Mail
import Postgres
import Problems
import TestKit
import Transfer

@testable import Running

extension Shop {
    /// Lets alerts go to an address and a webhook.
    func tell(
        mail: String = "ops@lantern.example", webhook: String = "http://127.0.0.1:9/",
        more: String = ""
    ) throws {
        try write(
            "Jobs/workspace.yaml",
            """
            name: Lantern Books
            timezone: UTC
            currency: CNY
            topics: {greetings: {consent: opt-out}}
            sources: {stores: {folder: feeds}}
            mail: {from: Lantern Books <hello@lantern.example>}
            alerts:
              mail: \(mail)
              webhook: {url: "\(webhook)", key: a secret}
            \(more)
            """)
    }

    /// Runs all jobs as a process does that keeps their logs.
    func run(
        on database: TestDatabase, at now: Date, date: LocalDate? = nil, only step: String? = nil
    ) async throws -> [RunReport] {
        let clock: @Sendable () -> Date = { now }
        return try await RunLog(try await database.connect()).recording(NoProgress(), clock: clock)
        {
            let runner = Runner(
                workspace: try read(), templates: [:],
                connections: RunConnections(
                    data: try await database.connect(), record: try await database.connect(),
                    lock: try await database.connect()),
                sender: nil, lease: .seconds(60), clock: clock, progress: $0)
            return try await runner.run(
                try runner.jobs(named: []), RunOptions(date: date, only: step))
        }
    }

    /// "event kind subject: summary" of what is told now.
    func look(on database: TestDatabase, at now: Date) async throws -> [String] {
        let connection = try await database.connect()
        let alerts = try await Incidents(try read(), on: connection).look(at: now)
        await connection.close()
        return alerts.map {
            "\($0.event.rawValue) \($0.trouble.kind.rawValue) \($0.trouble.subject):"
                + " \($0.trouble.summary)"
        }
    }

    static func hours(_ count: Double) -> Date { noon.addingTimeInterval(count * 3600) }
}
