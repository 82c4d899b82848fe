package import Definitions
package import Foundation
package import Postgres

/// Decides what people are told: once when something goes wrong, again while it lasts, and when it
/// is over. What was told is in the database, so any number of processes tell once, also after a
/// restart.
package struct Incidents: Sendable {
    /// What the record says was told.
    struct Known {
        struct Open {
            var incidentID: Int
            var kind: Trouble.Kind
            var subject: String
            var beganAt: Date
            var toldAt: Date
            var seenThrough: Date
            /// Whether it came back within an hour of its end.
            var isFlapping: Bool
            var date: LocalDate?
            var runID: Int?
        }
        /// By key.
        var open: [String: Open] = [:]
        /// Up to when what happened was told in incidents that are over, by key.
        var seen: [String: Date] = [:]
        /// When they were told last, by key.
        var told: [String: Date] = [:]
    }

    /// What comes and goes is over once it has gone well for so long.
    private static let calm: TimeInterval = 3600

    private let workspace: Workspace
    private let connection: Connection

    package init(_ workspace: Workspace, on connection: Connection) {
        self.workspace = workspace
        self.connection = connection
    }

    /// Looks at the record, notes what began and what is over, and queues what people are told of
    /// it, all in one transaction.
    @discardableResult
    package func look(at now: Date) async throws -> [Alert] {
        guard workspace.alerts.isOn else { return [] }
        return try await connection.transaction { connection in
            try await connection.execute(.incidentLock)
            let known = try await known()
            let troubles = try await Troubles(
                workspace: workspace, now: now, connection: connection, incidents: known
            ).read()
            var alerts: [Alert] = []
            for trouble in troubles {
                if let alert = try await note(trouble, known, at: now) { alerts.append(alert) }
            }
            alerts += try await close(allBut: Set(troubles.map(\.key)), known, at: now)
            if !alerts.isEmpty {
                try await Notices(connection).add(
                    AlertLetter(alerts: alerts, workspace: workspace, now: now), at: now)
            }
            return alerts
        }
    }

    /// What is wrong now, and what was and is not told to be over.
    func troubles(at now: Date) async throws -> [Trouble] {
        try await Troubles(
            workspace: workspace, now: now, connection: connection, incidents: try await known()
        ).read()
    }

    private func known() async throws -> Known {
        var known = Known()
        for row in try await connection.execute(.incidentOpen) {
            known.open[try row.text("key")] = Known.Open(
                incidentID: try row.int("incident_id"),
                kind: Trouble.Kind(rawValue: try row.text("kind")) ?? .failed,
                subject: try row.text("subject"), beganAt: try row.instant("began_at"),
                toldAt: try row.instant("told_at"),
                seenThrough: try row.instant("seen_through"),
                isFlapping: try row.bool("is_flapping"),
                date: try row.textOrNil("logical_date").flatMap { LocalDate($0) },
                runID: try row.intOrNil("run_id"))
        }
        for row in try await connection.execute(.incidentSeen) {
            let key = try row.text("key")
            known.seen[key] = try row.instant("seen_through")
            known.told[key] = try row.instant("told_at")
        }
        return known
    }

    /// What people are told of a trouble now; nil if they know.
    private func note(
        _ trouble: Trouble, _ known: Known, at now: Date
    ) async throws -> Alert? {
        guard let open = known.open[trouble.key] else {
            return try await begin(trouble, known, at: now)
        }
        var alert = Alert(
            incident: open.incidentID, event: .lasts, beganAt: open.beganAt, trouble: trouble)
        if trouble.isOver {
            let isCalm = now.timeIntervalSince(open.seenThrough) >= Self.calm
            guard !open.isFlapping || isCalm else { return nil }
            try await end(open, through: trouble.through, at: now)
            alert.event = .over
            alert.trouble = try await remainder(of: open, trouble)
            alert.trouble.kind = open.kind
            return alert
        }
        let isDue = workspace.alerts.remindSeconds.map {
            now.timeIntervalSince(open.toldAt) >= Double($0)
        }
        guard isDue == true || trouble.through > open.seenThrough else { return nil }
        try await connection.execute(
            .incidentTell,
            [
                .int(open.incidentID), isDue == true ? .instant(now) : .null,
                .instant(max(trouble.through, open.seenThrough)),
            ])
        return isDue == true ? alert : nil
    }

    private func end(_ open: Known.Open, through: Date, at now: Date) async throws {
        try await connection.execute(
            .incidentEnd,
            [.int(open.incidentID), .instant(now), .instant(max(through, open.seenThrough))])
    }

    private func begin(
        _ trouble: Trouble, _ known: Known, at now: Date
    ) async throws -> Alert? {
        let isNews =
            trouble.kind == .unknown
            || known.seen[trouble.key].map { trouble.through > $0 } ?? true
        // A job that works was never in trouble; what came and went while nobody looked was.
        let wasMissed = trouble.kind == .missed || trouble.kind == .late
        guard isNews, !trouble.isOver || wasMissed else { return nil }
        // What passes again and again is told together.
        let isSoon = known.told[trouble.key].map { now.timeIntervalSince($0) < Self.calm }
        if trouble.isOver, isSoon == true { return nil }
        let through = trouble.kind == .unknown ? now : trouble.through
        let rows = try await connection.execute(
            .incidentBegin,
            [
                .text(trouble.key), .text(trouble.kind.rawValue), .text(trouble.subject),
                .instant(now), .instant(through), trouble.isOver ? .instant(now) : .null,
                .date(trouble.date?.description), .int(trouble.runID),
            ])
        return Alert(
            incident: try rows.first?.int("incident_id") ?? 0,
            event: trouble.isOver ? .passed : .began, beganAt: now, trouble: trouble)
    }

    /// What is over with what it leaves behind: a date that has not succeeded since.
    private func remainder(of open: Known.Open, _ trouble: Trouble) async throws -> Trouble {
        guard open.kind == .failed || open.kind == .guarded, let date = open.date,
            date != trouble.date,
            try await !RunRecord(connection).succeeded(open.subject, for: [date]).contains(date)
        else { return trouble }
        var trouble = trouble
        trouble.hint =
            "\(date) itself has not succeeded: `tidings run \(open.subject) --for \(date)`."
        return trouble
    }

    /// Ends the incidents of which nothing is left: what was unknown is settled, or the job is gone.
    private func close(
        allBut keys: Set<String>, _ known: Known, at now: Date
    ) async throws -> [Alert] {
        var alerts: [Alert] = []
        for (key, open) in known.open.sorted(by: { $0.value.incidentID < $1.value.incidentID })
        where !keys.contains(key) {
            let isKnown = workspace.jobs.contains { $0.name == open.subject }
            // A job that fails now is told of as such: that it was late before says nothing more.
            guard open.kind == .unknown || !isKnown || open.kind == .late else { continue }
            try await end(open, through: open.seenThrough, at: now)
            guard open.kind == .unknown else { continue }
            alerts.append(
                Alert(
                    incident: open.incidentID, event: .over, beganAt: open.beganAt,
                    trouble: Trouble(
                        kind: .unknown, subject: open.subject, through: now, isOver: true,
                        summary: "no message of campaign \"\(open.subject)\" is unknown any more",
                        hint: "")))
        }
        return alerts
    }
}
