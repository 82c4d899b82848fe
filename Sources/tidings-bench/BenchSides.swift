import Foundation
import Postgres
import Problems
import Warehouse

/// The floor's side and Tidings' side of each step.
struct BenchSides {
    let workspace: BenchWorkspace
    let database: String
    let server: ServerTime?
    let program: String
    /// Prepares and compares, outside of what is measured.
    let connection: Connection

    // MARK: CSV

    /// Loads a CSV file for the first time, again, and with changes; then reads it alone.
    func measureCSV(_ subject: Subject, into report: inout Report) async throws {
        let name = subject.rawValue
        try await clear()
        let steps = [
            ("first load", "\(name).csv", "\(name).csv"),
            ("the same rows", "\(name).csv", "\(name)-same.csv"),
            ("2 % changed", "\(name)-changed.csv", "\(name)-changed.csv"),
        ]
        for (step, floorFile, ownFile) in steps {
            let floor = try await floor(Self.floorScript(of: subject), floorFile)
            try await settle(subject)
            // What the customers' other tables cost by themselves.
            let alike =
                subject == .customers
                ? try await self.floor(PackageResources.floor_customers_alike_sql, floorFile) : nil
            if alike != nil { try await settle(subject) }
            try workspace.place(ownFile, as: "\(name).csv")
            let (own, figures) = try await load(name)
            try await settle(subject)
            report.add(
                "\(name), \(step)", floor: floor, tidings: own,
                note: "\(figures.inserted) new, \(figures.updated) changed, "
                    + "\(figures.unchanged) unchanged")
            if let alike {
                report.add(
                    "  against tables alike, \(step)", floor: alike, tidings: own,
                    note: "text ids, two more indexes, a consent each")
            }
        }
        let (own, figures) = try await load(name)
        guard figures.isSameFile else { throw Self.notRecognised(name) }
        report.add("\(name), the same bytes", tidings: own, note: "recognised, not read")
        try workspace.place("\(name).csv", as: "\(name).csv")
        let read = try await child(["read", "--feed", name])
        let bytes = Double(try size("\(name).csv"))
        guard let microseconds = Double(read.output), microseconds > 0 else {
            throw Self.unexpected(name, read.output)
        }
        report.add(
            "\(name), read alone", tidings: read.sample,
            note: "\(Int(bytes / microseconds)) MB a CPU second, the hash left aside")
    }

    /// How many rows the sides do not have alike after the last step.
    func differing(_ subject: Subject) async throws -> Int {
        let statement: Statement =
            subject == .customers
            ? Statement("same_customers", PackageResources.same_customers_sql)
            : Statement("same_orders", PackageResources.same_orders_sql)
        return try await connection.execute(statement).first?.int("differing") ?? 0
    }

    private static func floorScript(of subject: Subject) -> [UInt8] {
        subject == .customers
            ? PackageResources.floor_customers_sql : PackageResources.floor_orders_sql
    }

    private func floor(_ text: [UInt8], _ file: String) async throws -> Report.Sample {
        let script = workspace.root.appending(path: "floor.sql")
        try Data(text).write(to: script)
        let tool = Subject.customers.tool
        let psql = try MeasuredProcess.find(tool.name, package: tool.package)
        return try await measured(
            [psql, "-qX", "-d", database, "-f", script.path],
            input: workspace.input.appending(path: file)
        ).sample
    }

    // MARK: XML

    /// Parses an XML file with xmllint, and loads it.
    func measureXML(_ subject: Subject, into report: inout Report) async throws {
        let name = subject.rawValue
        try await clear()
        let xmllint = try MeasuredProcess.find("xmllint", package: subject.tool.package)
        let file = workspace.input.appending(path: "\(name).xml")
        let floor = try await measured([xmllint, "--stream", "--noout", file.path])
        try workspace.place("\(name).xml", as: "\(name).xml")
        let (own, figures) = try await load(name)
        report.add(
            "\(name), load against xmllint", floor: floor.sample, tidings: own,
            note: "\(figures.inserted) new")
    }

    // MARK: Both

    private func load(_ feed: String) async throws -> (Report.Sample, LoadFigures) {
        let (sample, output) = try await child(["load", "--feed", feed, "--database", database])
        guard let figures = LoadFigures(line: output), figures.rejected == 0 else {
            throw Self.unexpected(feed, output)
        }
        return (sample, figures)
    }

    private func child(_ arguments: [String]) async throws -> (
        sample: Report.Sample, output: String
    ) {
        try await measured([program] + arguments + ["--workspace", workspace.root.path])
    }

    private func measured(
        _ command: [String], input: URL? = nil
    ) async throws -> (sample: Report.Sample, output: String) {
        let before = server?.seconds ?? 0
        let process = try await MeasuredProcess.run(command, input: input)
        let served = (server?.seconds ?? 0) - before
        guard process.status == 0 else { throw Self.failed(command, process.output) }
        let sample = Report.Sample(
            seconds: process.seconds, cpu: process.cpu + served, peak: process.peak)
        return (sample, process.output.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    /// An empty warehouse and empty tables of the floor.
    private func clear() async throws {
        try await connection.run(
            script: Statement(name: "clear", sql: "DROP SCHEMA IF EXISTS tidings CASCADE"))
        _ = try await Schema(connection).migrate(now: .now)
        try await connection.run(
            script: Statement("floor_schema", PackageResources.floor_schema_sql))
        try await connection.execute(Statement(name: "checkpoint", sql: "CHECKPOINT"))
    }

    /// What a server does in a quiet hour, so that no side pays for what the other left.
    private func settle(_ subject: Subject) async throws {
        let tables =
            subject == .customers
            ? [
                "floor.customers", "floor.members", "floor.member_consents",
                "tidings.customer", "tidings.consent",
            ]
            : ["floor.orders", "floor.order_lines", "tidings.orders", "tidings.order_line"]
        for table in tables {
            try await connection.execute(
                Statement(name: "vacuum", sql: "VACUUM (ANALYZE) \(table)"))
        }
        try await connection.execute(Statement(name: "checkpoint", sql: "CHECKPOINT"))
    }

    private func size(_ file: String) throws -> Int {
        let url = workspace.input.appending(path: file)
        return try url.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
    }
}

extension BenchSides {
    static func failed(_ command: [String], _ output: String) -> Problem {
        Problem(
            .failed, "\(command[0]) failed", hint: "See what it said.",
            cause: output.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    private static func unexpected(_ feed: String, _ output: String) -> Problem {
        Problem(
            .bug, "the load of \(feed) came to something else than the file holds",
            hint: "This is a fault of Tidings: please report it with this text.", cause: output)
    }

    private static func notRecognised(_ feed: String) -> Problem {
        Problem(
            .bug, "the file of \(feed) was read again although its bytes were loaded before",
            hint: "This is a fault of Tidings: please report it with this text.")
    }
}
