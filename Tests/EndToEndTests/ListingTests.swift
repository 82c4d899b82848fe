import Foundation
import Testing

extension EndToEnd {
    @Suite struct ListingTests {
        @Test func `each listing has its JSON shape, an object a line`() async throws {
            let shop = try await TestShop.onServer()
            let run = try await shop.tidings("run")
            #expect(run.exitCode == 0)

            let messages = try await shop.tidings("messages", "--json").objects
            #expect(messages.map { $0["customer"] } == ["1", "2", "3", "5"])
            for message in messages {
                #expect(
                    message.keys == [
                        "campaign", "occurrence", "customer", "topic", "state", "reason", "detail",
                        "variant", "planned_at", "deferred_from", "send_at", "accepted_at",
                        "message_id",
                    ])
            }
            #expect(
                messages.map { $0["state"] }
                    == ["accepted", "accepted", "suppressed", "suppressed"])
            #expect(messages.map { $0["reason"] } == [nil, nil, "no-consent", "missing-value"])
            #expect(messages.map { $0["message_id"] != nil } == [true, true, false, false])

            let members = try await shop.tidings("segments", "readers", "--members", "--json")
            #expect(
                try members.objects.map(\.keys)
                    == Array(repeating: ["customer", "since", "because"], count: 4))
            #expect(try members.objects.map { $0["customer"] } == ["1", "2", "3", "5"])

            let segments = try await shop.tidings("segments", "--json").objects
            #expect(segments.map { $0["segment"] } == ["buyers", "readers"])
            #expect(segments.map { $0["members"] } == ["2", "4"])

            let tiers = try await shop.tidings("tiers", "--members", "--json").objects
            #expect(tiers.map { $0["customer"] } == ["1", "2", "3", "5"])
            for tier in tiers {
                #expect(
                    tier.keys == ["customer", "programme", "tier", "since", "until", "because"])
            }

            let rejects = try await shop.tidings("rejects", "1", "--json").objects
            #expect(rejects.count == 1)
            let reject = try #require(rejects.first)
            #expect(
                reject.keys == ["feed", "file", "line", "offset", "column", "reason", "raw"])
            #expect(reject["file"] == "members.csv")
            #expect(reject["line"] == "5")
            #expect(reject["column"] == "born")
            #expect(reject["raw"] == "4,dan@reader.example,Dan,2000-13-01,yes")

            let runs = try await shop.tidings("runs", "--json").objects
            #expect(runs.map { $0["job"] } == ["letters", "nightly"])
            for run in runs {
                #expect(
                    run.keys == [
                        "run", "job", "for", "attempt", "outcome", "started_at", "finished_at",
                        "problem", "tick", "cause",
                    ])
            }

            let shown = try #require(try await shop.tidings("show", "2", "--json").objects.first)
            #expect(try shown.objects("steps").map { $0["step"] } == ["letter"])
            #expect(try shown.objects("steps").first?.int("accepted") == 2)

            let check = try await shop.tidings("check", "--json")
            #expect(check.stdout == "{\"problems\": [], \"warnings\": []}\n")
            #expect(check.exitCode == 0)
        }

        @Test func `the offset of a reject is where its row begins in the file`() async throws {
            let shop = try await TestShop.onServer()
            _ = try await shop.tidings("run", "nightly")
            let reject = try #require(
                try await shop.tidings("rejects", "1", "--json").objects.first)
            let file = try Data(contentsOf: shop.folder.appending(path: "feeds/members.csv"))
            let raw = try #require(reject["raw"])
            #expect(file.dropFirst(try reject.int("offset")).starts(with: Data(raw.utf8)))
        }

        @Test func `init writes a workspace that check finds in order`() async throws {
            let shop = try TestShop()
            let written = try await shop.tidings("init", "new")
            #expect(written.exitCode == 0)
            let key = ["TIDINGS_SIGNING_KEY": "0123456789abcdef0123456789abcdef"]
            let check = try await shop.tidings("check", "--workspace", "new", environment: key)
            #expect(check.stdout == "Everything is in order.\n")
            // Without a key nobody can confirm anything.
            let keyless = try await shop.tidings("check", "--workspace", "new")
            #expect(
                keyless.stdout == """
                    Worth a look: Jobs/evenings.yaml:9:15: the campaign "confirm-evenings" asks for a confirmation, and there is no page for it
                      9 |   - campaign: confirm-evenings
                        |               ^^^^^^^^^^^^^^^^
                      Set public_url and signing_key in Jobs/workspace.yaml.

                    Everything is in order.

                    """)
            #expect(check.exitCode == 0)
        }
    }
}
