package import Definitions
package import Foundation
package import Postgres

extension Digest {
    /// Reads from the record what happened in a span of time, and what is wrong now.
    package static func read(
        _ workspace: Workspace, from: Date, until: Date, on connection: Connection
    ) async throws -> Digest {
        var digest = Digest(workspace, from: from, until: until)
        let span: [Value] = [.instant(from), .instant(until)]
        digest.runs = try await connection.execute(.digestRuns, span).map { try Run($0) }
        for row in try await connection.execute(.digestSteps, span) {
            switch StepKind(rawValue: try row.text("kind")) {
            case .feed: digest.feeds.append(try Feed(row))
            case .tiers: digest.tiers.append(try Tiers(row))
            default: digest.segments.append(try Segment(row))
            }
        }
        digest.mail = try await mail(workspace, span, connection)
        digest.troubles = try await Incidents(workspace, on: connection)
            .troubles(at: until).filter { !$0.isOver }
        return digest
    }

    private static func mail(
        _ workspace: Workspace, _ span: [Value], _ connection: Connection
    ) async throws -> [Mail] {
        let campaigns = Value.textArray(workspace.jobs.flatMap { $0.campaigns.map(\.name) })
        var suppressed: [String: [Suppressed]] = [:]
        for row in try await connection.execute(.digestSuppressed, span + [campaigns]) {
            suppressed[try row.text("campaign"), default: []].append(
                Suppressed(
                    reason: try row.text("reason"), cap: try row.textOrNil("cap"),
                    customers: try row.int("customers")))
        }
        return try await connection.execute(.digestMail, span + [campaigns]).map { row in
            let campaign = try row.text("campaign")
            return Mail(
                campaign: campaign, planned: try row.int("planned"), sent: try row.int("sent"),
                refused: try row.int("refused"), expired: try row.int("expired"),
                waiting: try row.int("waiting"), unknown: try row.int("unknown"),
                suppressed: suppressed[campaign] ?? [])
        }.filter { !$0.isNothing }
    }
}

extension Digest.Run {
    fileprivate init(_ row: Row) throws {
        runID = try row.int("run_id")
        job = try row.text("job")
        date = try row.text("logical_date")
        outcome = try row.textOrNil("outcome").flatMap(Outcome.init)
        attempts = try row.int("attempts")
    }
}

extension Digest.Feed {
    fileprivate init(_ row: Row) throws {
        name = try row.text("step")
        read = try row.int("read")
        inserted = try row.int("inserted")
        updated = try row.int("updated")
        unchanged = try row.int("unchanged")
        duplicate = try row.int("duplicate")
        filtered = try row.int("filtered")
        rejected = try row.int("rejected")
        deleted = try row.int("deleted")
        rejectsRun = try row.intOrNil("rejects_run")
    }
}

extension Digest.Tiers {
    fileprivate init(_ row: Row) throws {
        programme = try row.text("step")
        up = try row.int("up")
        down = try row.int("down")
    }
}

extension Digest.Segment {
    fileprivate init(_ row: Row) throws {
        name = try row.text("step")
        members = try row.int("members")
        entered = try row.int("entered")
        left = try row.int("left_count")
    }
}
