import Foundation
import Testing

extension EndToEnd {
    @Suite struct DemoTests {
        /// A demo's folder and what the demo printed.
        private final class Demo: Sendable {
            let folder: URL
            let run: CommandLineRun

            init(nights: Int = 1) async throws {
                folder = FileManager.default.temporaryDirectory
                    .appending(path: "tidings-demo-\(UUID().uuidString)")
                try FileManager.default.createDirectory(
                    at: folder, withIntermediateDirectories: true)
                run = try await CommandLineRun.run(
                    [
                        "demo", "--folder", "shop", "--members", "200", "--for", "2026-11-21",
                        "--seed", "7", "--nights", "\(nights)",
                    ], in: folder)
            }

            deinit { try? FileManager.default.removeItem(at: folder) }

            func listing(_ arguments: String...) async throws -> [JSONObject] {
                let listing = try await CommandLineRun.run(
                    arguments + ["--workspace", "shop", "--json"], in: folder)
                #expect(listing.exitCode == 0)
                return try listing.objects
            }

            var mails: Int {
                get throws {
                    try FileManager.default.contentsOfDirectory(
                        atPath: folder.appending(path: "shop/.tidings/outbox").path
                    ).count { $0.hasSuffix(".eml") }
                }
            }
        }

        @Test func `commands work in the demo's folder, whatever the environment says`()
            async throws
        {
            let demo = try await Demo()
            let environment = [
                "SHOP_DATABASE_URL": "postgresql://127.0.0.1:1/shop",
                "TIDINGS_SMTP_URL": "smtp://127.0.0.1:1",
            ]
            let shop = demo.folder.appending(path: "shop")
            let plan = try await CommandLineRun.run(
                ["plan", "nightly", "--for", "2026-11-21"], in: shop, environment: environment)
            #expect(plan.exitCode == 0)
            #expect(plan.stdout.hasSuffix("Nothing was changed. `tidings run` does it.\n"))
            let doctor = try await CommandLineRun.run(
                ["doctor"], in: shop, environment: environment)
            #expect(doctor.exitCode == 0)
            #expect(doctor.stdout.contains("ok    source shop: reached"))
            #expect(doctor.stdout.contains("ok    mail: .eml files"))
        }

        @Test func `the demo's summary agrees with its listings`() async throws {
            let demo = try await Demo()
            #expect(demo.run.exitCode == 0)
            #expect(demo.run.stdout.hasPrefix("The night for 2026-11-21: succeeded\n"))
            let messages = try await demo.listing("messages")
            let accepted = messages.filter { $0["state"] == "accepted" }
            #expect(try demo.mails == accepted.count)
            #expect(accepted.count > 0)

            let runs = try await demo.listing("runs")
            #expect(Set(runs.map { $0["outcome"] }) == ["succeeded"])
            for run in runs {
                let number = try run.int("run")
                let rejects = try await demo.listing("rejects", "\(number)")
                let shown = try #require(try await demo.listing("show", "\(number)").first)
                let steps = try shown.objects("steps")
                let feeds = steps.filter { $0["kind"] == "feed" }
                #expect(try feeds.map { try $0.int("rejected") }.reduce(0, +) == rejects.count)
                for feed in feeds {
                    let row = try #require(demo.run.row(feed["step"] ?? ""))
                    let names = ["read", "inserted", "updated", "unchanged", "duplicate"]
                    #expect(try row.prefix(5).map { $0 } == names.map { try feed.int($0) })
                }
                for campaign in steps where campaign["kind"] == "campaign" {
                    let name = try #require(campaign["step"])
                    let row = try #require(demo.run.row(name))
                    let own = messages.filter { $0["campaign"] == name }
                    let sent = own.count { $0["state"] == "accepted" }
                    #expect(row.prefix(3).last == sent)
                    #expect(row.first == own.count)
                }
            }
        }

        @Test func `the same seed tells the same story, and each night its own`() async throws {
            let one = try await Demo(nights: 3)
            let other = try await Demo(nights: 3)
            #expect(one.run.exitCode == 0)
            #expect(one.run.stdout == other.run.stdout)
            for date in ["2026-11-21", "2026-11-22", "2026-11-23"] {
                #expect(one.run.stdout.contains("The night for \(date): succeeded\n"))
            }
            let runs = try await one.listing("runs", "nightly")
            #expect(runs.count == 3)
            for run in runs.dropLast() {
                let shown = try #require(
                    try await one.listing("show", "\(try run.int("run"))").first)
                let feeds = try shown.objects("steps").filter { $0["kind"] == "feed" }
                let changed = try feeds.map { try $0.int("inserted") + $0.int("updated") }
                #expect(changed.reduce(0, +) > 0)
            }
        }
    }
}

extension CommandLineRun {
    /// The numbers of a row of the summary that begins with a name.
    fileprivate func row(_ name: String) -> [Int]? {
        let line = stdout.split(separator: "\n").first { $0.hasPrefix("  \(name) ") }
        return line?.split(separator: " ").dropFirst()
            .prefix { $0.allSatisfy { $0.isNumber || $0 == "," } }
            .compactMap { Int($0.replacing(",", with: "")) }
    }
}
