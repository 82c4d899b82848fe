import Foundation
import Postgres
import Problems

/// The audiences benchmark: the floor evaluates everybody, Tidings whom a night touches, by turns.
struct AudiencesBenchmark {
    let rows: Int
    let nights: Int
    /// How many orders a night brings.
    let changes: Int
    /// The executable that runs a night in a child process.
    let program: String

    func run(progress: (String) -> Void) async throws -> Report {
        _ = try MeasuredProcess.find("psql", package: "postgresql-client")
        return try await BenchWorkspace.with { workspace in
            try await BenchServer.with(workspace) { server in
                var report = Report()
                try await measureNights(on: server, into: &report, progress)
                try await measureGrowth(on: server, into: &report, progress)
                return report
            }
        }
    }

    private func measureNights(
        on server: BenchServer, into report: inout Report, _ progress: (String) -> Void
    ) async throws {
        progress("generating \(rows) members")
        let shop = try await BenchShop.make(
            "nights", members: rows, active: rows, changes: changes, program: program, on: server)
        progress("the first evaluation")
        try await report.add(
            "first evaluation", floor: shop.floor(day: 0), tidings: shop.night(0))
        for night in 1...nights {
            progress("night \(night) of \(nights)")
            try await shop.bringOrders(night)
            let floor = try await shop.floor(day: night)
            let changed = try await shop.night(night)
            let all = try await shop.night(night, of: .everybody)
            report.add("a night, everybody", floor: floor, tidings: all)
            report.add("a night, who can have changed", floor: floor, tidings: changed)
        }
        report.notes.append(
            "\(try await shop.differing()) memberships and tiers differ between the floor and"
                + " Tidings")
        report.notes.append(
            "\(try await shop.movedBySecondLook()) moved when everybody was looked at again")
        let share = report.ratio("a night, who can have changed", to: "a night, everybody")
        report.notes.append("a night takes \(share) of what everybody takes")
        try await measureSegments(of: shop, into: &report, progress)
        try await shop.close()
    }

    /// Everybody's night with one segment more, and with five more that use it.
    private func measureSegments(
        of shop: BenchShop, into report: inout Report, _ progress: (String) -> Void
    ) async throws {
        let one = ["more: orders(last 60 days) >= 2 and spend(last 60 days) > 100"]
        let users = (1...5).map { "user-\($0): in segment more and orders > \($0)" }
        let steps: [(String, [String])] = [
            ("11 segments", []), ("one segment more", one), ("five more that use it", one + users),
        ]
        for (name, more) in steps {
            progress(name)
            try shop.server.workspace.addSegments(more)
            // New segments are computed of everybody once.
            _ = try await shop.night(nights)
            for _ in 0..<max(nights, 3) {
                report.add(name, tidings: try await shop.night(nights, of: .everybody))
            }
        }
        for (index, (name, more)) in steps.enumerated().dropFirst() {
            let before = steps[index - 1]
            let ratio = report.ratio(name, to: before.0)
            let count = 11 + more.count
            let share = Double(count) / Double(11 + before.1.count)
            report.notes.append(
                "\(name): \(ratio) times as long, with \(Int((share * 100).rounded())) % of the"
                    + " segments")
        }
    }

    /// The same changes, in a quarter of the shop and in that quarter with quiet members beside it.
    private func measureGrowth(
        on server: BenchServer, into report: inout Report, _ progress: (String) -> Void
    ) async throws {
        let few = rows / 4
        for members in [few, rows] {
            progress("generating \(members) members, \(few) of them active")
            let shop = try await BenchShop.make(
                "growth_\(members)", members: members, active: few, changes: changes / 4,
                program: program, on: server)
            _ = try await shop.night(0)
            for night in 1...nights {
                progress("night \(night) of \(nights)")
                try await shop.bringOrders(night)
                report.add("a night of \(members) members", tidings: try await shop.night(night))
            }
            try await shop.close()
        }
        let growth = report.ratio("a night of \(rows) members", to: "a night of \(few) members")
        report.notes.append("four times the members, as many touched: \(growth) times as long")
    }
}
