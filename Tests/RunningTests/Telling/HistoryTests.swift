import Definitions
import Foundation
import Postgres
import TestKit
import Testing

@testable import Running

struct HistoryTests {
    @Test func `what is older than the workspace keeps goes, but for what decisions rest on`()
        async throws
    {
        let shop = try Shop(jobs: [Shop.nightly])
        try shop.tell(more: "history: 7 days")
        try shop.write("feeds/members.csv", "no,mail\n1,ann@reader.example\n,x@y.example")
        try shop.writeOrders()
        let database = try await Shop.database()
        // One run ten days ago that fails, and one five days ago that does not.
        for day in [-10.0, -5] {
            _ = try await shop.run(on: database, at: Shop.hours(24 * day))
            _ = try await shop.look(on: database, at: Shop.hours(24 * day))
            try shop.write("feeds/members.csv", "no,mail\n1,ann@reader.example\n2,x@y.example\n,z")
        }
        let connection = try await database.connect()
        try await connection.execute(
            Statement(
                name: "test",
                sql: """
                    INSERT INTO tidings.tick (job, at, logical_date, due_at, state, settled_at)
                    SELECT 'job-0', at, '2026-11-01', at, state, settled FROM (VALUES
                        (timestamptz '2026-11-11 12:00Z', 'ran', timestamptz '2026-11-11 12:00Z'),
                        ('2026-11-12 12:00Z', 'due', NULL),
                        ('2026-11-16 12:00Z', 'ran', '2026-11-16 12:00Z')) AS t (at, state, settled)
                    """))
        try await message("accepted", of: 1, on: connection)
        let kept = "SELECT count(*) FROM tidings.segment_entry"
        let entries = try await database.texts(kept)
        let loads = try await database.texts("SELECT count(*) FROM tidings.load")
        #expect(
            try await History(try shop.read(), on: connection).prune(at: Shop.noon) > 0)
        #expect(
            try await database.texts("SELECT string_agg(run_id::text, ' ') FROM tidings.run") == [
                "2"
            ])
        #expect(
            try await database.texts(
                "SELECT string_agg(DISTINCT run_id::text, ' ') FROM tidings.log_line")
                == ["2"])
        #expect(
            try await database.texts(
                "SELECT string_agg(DISTINCT l.run_id::text, ' ') FROM tidings.reject JOIN tidings.load l USING (load_id)"
            )
                == ["2"])
        #expect(
            try await database.texts(
                "SELECT string_agg(to_char(at, 'DD') || state, ' ' ORDER BY at) FROM tidings.tick")
                == ["12due 16ran"])
        #expect(try await database.texts("SELECT count(*) FROM tidings.message") == ["1"])
        #expect(try await database.texts(kept) == entries)
        #expect(try await database.texts("SELECT count(*) FROM tidings.load") == loads)
        // The last run of a job stays, however old.
        _ = try await History(try shop.read(), on: connection).prune(at: Shop.hours(24 * 400))
        #expect(
            try await database.texts("SELECT string_agg(run_id::text, ' ') FROM tidings.run") == [
                "2"
            ])
        #expect(try await database.texts("SELECT count(*) FROM tidings.reject") == ["0"])
    }

    @Test func `a run stays until a person has said what became of its unknown messages`()
        async throws
    {
        let shop = try Shop(jobs: [])
        try shop.tell(more: "history: 7 days")
        let database = try await Shop.database()
        let connection = try await database.connect()
        try await connection.execute(
            Statement(
                name: "test",
                sql: """
                    INSERT INTO tidings.run (job, logical_date, attempt, cause, outcome, started_at,
                        finished_at)
                    SELECT 'nightly', '2026-01-01', n, 'hand', 'failed', '2026-01-01', '2026-01-01'
                    FROM generate_series(1, 3) n
                    """))
        try await message("unknown", of: 2, on: connection)
        let runs = "SELECT string_agg(run_id::text, ' ' ORDER BY run_id) FROM tidings.run"
        _ = try await History(try shop.read(), on: connection).prune(at: Shop.noon)
        #expect(try await database.texts(runs) == ["2 3"])
        try await connection.execute(
            Statement(name: "test", sql: "UPDATE tidings.message SET state = 'accepted'"))
        _ = try await History(try shop.read(), on: connection).prune(at: Shop.noon)
        #expect(try await database.texts(runs) == ["3"])
    }

    private func message(_ state: String, of run: Int, on connection: Connection) async throws {
        try await connection.execute(
            Statement(
                name: "test",
                sql: """
                    INSERT INTO tidings.message (customer_id, campaign, occurrence, topic, priority,
                        state, run_id, decided_for, planned_at, send_at, expires_at, template)
                    VALUES ('1', 'letter', 'once', 'news', 50, '\(state)', \(run), '2020-01-01',
                        '2020-01-01', '2020-01-01', '2020-01-01', 'letter')
                    """))
    }
}
