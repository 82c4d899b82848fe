import Foundation
import Postgres
import Problems

/// What runs cost beside their work: dispatch of steps, checks of many files, lateness of ticks.
struct OperationsBenchmark {
    let steps: Int
    let files: Int
    let jobs: Int
    /// For how long ticks are watched, once quiet and once busy.
    let minutes: Int
    let repetitions: Int
    /// The path of `tidings`.
    let program: String
    /// The path of `dbt`, which may not be there.
    let dbt: String

    func run(progress: (String) -> Void) async throws -> OperationsReport {
        guard FileManager.default.isExecutableFile(atPath: program) else {
            throw Self.noProgram(program)
        }
        return try await BenchWorkspace.with { workspace in
            try await BenchServer.with(workspace) { server in
                try await server.cluster.createDatabase("operations")
                let shops = OperationsWorkspace(
                    root: workspace.root.appending(path: "shops"),
                    database: server.cluster.uri(database: "operations"))
                var report = OperationsReport()
                try await measureSteps(shops, into: &report, progress)
                try await measureChecks(shops, into: &report, progress)
                if minutes > 0 { try await measureTicks(shops, into: &report, progress) }
                return report
            }
        }
    }

    // MARK: Steps

    /// What each step of a job adds: its lock, its transaction, its record, a look at its file.
    private func measureSteps(
        _ shops: OperationsWorkspace, into report: inout OperationsReport,
        _ progress: (String) -> Void
    ) async throws {
        let narrow = try shops.write("narrow", jobs: [1])
        let wide = try shops.write("wide", jobs: [1 + steps])
        for shop in [narrow, wide] { _ = try await seconds(["run", "-C", shop.path]) }
        var each: [Double] = []
        for repetition in 1...repetitions {
            progress("a job of \(1 + steps) steps, \(repetition) of \(repetitions)")
            let one = try await seconds(["run", "-C", narrow.path])
            let all = try await seconds(["run", "-C", wide.path])
            each.append((all - one) / Double(steps))
        }
        report.add("a step, beside its work", each, goal: 0.010)
    }

    // MARK: Checks

    private func measureChecks(
        _ shops: OperationsWorkspace, into report: inout OperationsReport,
        _ progress: (String) -> Void
    ) async throws {
        let shop = try shops.writeSegments("checked", files: files)
        let project = DBTProject(root: shops.root.appending(path: "dbt"), models: files)
        let hasDBT = FileManager.default.isExecutableFile(atPath: dbt)
        if hasDBT { try project.write() }
        var own: [Double] = []
        var floor: [Double] = []
        for repetition in 1...repetitions {
            progress("\(files) files, \(repetition) of \(repetitions)")
            own.append(try await seconds(["check", "-C", shop.path]))
            if hasDBT { floor.append(try await measured(project.command(dbt)).seconds) }
        }
        report.add("checking \(files) job files", own)
        guard hasDBT else {
            report.notes.append("`dbt parse` was left out: there is no \(dbt)")
            return
        }
        report.add("`dbt parse` of \(files) models", floor)
        report.compare("checking \(files) job files", with: "`dbt parse` of \(files) models")
    }

    // MARK: Ticks

    private func measureTicks(
        _ shops: OperationsWorkspace, into report: inout OperationsReport,
        _ progress: (String) -> Void
    ) async throws {
        let shop = try shops.write(
            "served", jobs: Array(repeating: 1, count: jobs), schedule: "{every: minute}")
        let connection = try await Connection.open(shops.database)
        let server = try ServedShop(program, shop: shop, jobsAtOnce: jobs)
        defer { server.stop() }
        progress("\(jobs) ticks a minute for \(minutes.minutes), quiet")
        let quiet = try await lateness(of: server, after: .now, on: connection)
        progress("\(jobs) ticks a minute for \(minutes.minutes), busy")
        let busy = try BusyCores()
        defer { busy.stop() }
        let loaded = try await lateness(of: server, after: .now, on: connection)
        await connection.close()
        report.add("a tick of \(jobs) at once", quiet, goal: 0.100, showsWorst: true)
        report.add("the same, all cores busy", loaded, goal: 0.100, showsWorst: true)
    }

    /// How late the next ticks start, once so many have.
    private func lateness(
        of server: ServedShop, after instant: Date, on connection: Connection
    ) async throws -> [Double] {
        let wanted = jobs * minutes
        let limit = ContinuousClock.now + .seconds(60 * (minutes + 3))
        while ContinuousClock.now < limit, server.isRunning {
            let rows = try await connection.execute(
                Statement("operations_lateness", PackageResources.operations_lateness_sql),
                [.instant(instant), .int(wanted)])
            if rows.count == wanted { return try rows.map { try $0.double("late") } }
            try await Task.sleep(for: .milliseconds(500))
        }
        throw Self.notServed(server.output)
    }

    // MARK: Programs

    private func seconds(_ arguments: [String]) async throws -> Double {
        try await measured([program] + arguments).seconds
    }

    private func measured(_ command: [String]) async throws -> MeasuredProcess {
        let process = try await MeasuredProcess.run(command)
        guard process.status == 0 else { throw BenchSides.failed(command, process.output) }
        return process
    }

    private static func noProgram(_ path: String) -> Problem {
        Problem(
            .usage, "there is no \(path) to measure",
            hint: "Build it: swift build -c release --product tidings.")
    }

    private static func notServed(_ output: String) -> Problem {
        Problem(
            .failed, "`tidings serve` did not run the ticks", hint: "See what it said.",
            cause: output)
    }
}

extension Int {
    /// As 2 minutes.
    fileprivate var minutes: String { self == 1 ? "1 minute" : "\(self) minutes" }
}
