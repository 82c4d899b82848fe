import Foundation
import Testing

extension EndToEnd {
    @Suite struct RunTests {
        @Test func `a night brings in, keeps tiers and segments, and says so`() async throws {
            let shop = try await TestShop.onServer()
            let run = try await shop.tidings("run", "nightly", "--for", "2020-03-01")
            #expect(
                run.stdout == """
                    nightly for 2020-03-01: succeeded (run 1)

                      feed     read  new  changed  same  twice  left out  rejected
                      members     5    4        0     0      0         0         1
                      orders      2    2        0     0      0         0         0

                      tiers       looked at  up  down
                      membership          4   0     0  first evaluation: it triggers no mail

                      segment  members  entered  left
                      buyers         2        2     0  first evaluation: it triggers no mail
                      readers        4        4     0  first evaluation: it triggers no mail


                    """)
            #expect(run.exitCode == 0)
        }

        @Test func `the same night again changes nothing and mails nobody`() async throws {
            let shop = try await TestShop.onServer()
            let first = try await shop.tidings("run")
            #expect(first.exitCode == 0)
            let mails = shop.names(in: ".tidings/outbox")
            #expect(mails.count == 2)
            let before = try await shop.fingerprints()

            let second = try await shop.tidings("run", "--json")
            #expect(second.exitCode == 0)
            let changed = try await shop.tables(changedSince: before).subtracting(TestShop.record)
            #expect(changed.sorted() == [])
            #expect(shop.names(in: ".tidings/outbox") == mails)
            let steps = try second.objects.flatMap { try $0.objects("steps") }
            for step in steps where step["kind"] == "feed" {
                #expect(try step.int("inserted") + step.int("updated") == 0)
                #expect(try step.int("read") == step.int("unchanged") + step.int("rejected"))
            }
            for step in steps where step["kind"] == "segment" {
                #expect(try step.int("entered") + step.int("left") == 0)
            }
            for step in steps where step["kind"] == "tiers" {
                #expect(try step.int("up") + step.int("down") == 0)
            }
            for step in steps where step["kind"] == "campaign" {
                #expect(try step.int("planned") == 0)
            }
        }

        @Test func `run --json has each key of each kind of step`() async throws {
            let shop = try await TestShop.onServer()
            let runs = try await shop.tidings("run", "--json").objects
            #expect(runs.map { $0["job"] } == ["nightly", "letters"])
            for run in runs {
                #expect(
                    run.keys == [
                        "run", "job", "for", "attempt", "outcome", "started_at", "finished_at",
                        "problem", "steps", "tick", "cause",
                    ])
                #expect(run["attempt"] == "1")
                #expect(run["outcome"] == "succeeded")
                #expect(run["problem"] == nil)
            }
            let steps = try runs.flatMap { try $0.objects("steps") }
            #expect(
                steps.map { $0["step"] } == [
                    "members", "orders", "membership", "buyers", "readers", "letter",
                ])
            let common: Set = ["step", "kind", "outcome", "seconds"]
            let own: [String: Set<String>] = [
                "feed": [
                    "read", "inserted", "updated", "unchanged", "duplicate", "filtered", "rejected",
                    "deleted", "same_file", "first_load",
                ],
                "tiers": ["evaluated", "up", "down", "baseline", "edited"],
                "segment": ["members", "entered", "left", "baseline", "edited"],
                "campaign": [
                    "audience", "planned", "suppressed", "decided_before", "deferred", "displaced",
                    "accepted", "refused", "retrying", "waiting", "expired", "unknown",
                    "cancelled", "suppressed_at_hand_off",
                ],
            ]
            for step in steps {
                let kind = try #require(step["kind"])
                #expect(step.keys == common.union(try #require(own[kind])))
            }
            let letter = try #require(steps.last)
            #expect(try letter.int("audience") == 4)
            #expect(try letter.int("planned") == 2)
            #expect(try letter.int("accepted") == 2)
            #expect(try letter.counts("suppressed") == ["missing-value": 1, "no-consent": 1])
        }

        @Test func `one step alone runs with --only`() async throws {
            let shop = try await TestShop.onServer()
            _ = try await shop.tidings("run", "nightly", "--for", "2020-03-01")
            let run = try await shop.tidings(
                "run", "nightly", "--only", "buyers", "--for", "2020-03-01", "--json")
            let steps = try run.objects.flatMap { try $0.objects("steps") }
            #expect(steps.map { $0["step"] } == ["buyers"])
            #expect(run.exitCode == 0)
        }

        @Test func `what --no-send plans, send hands over once`() async throws {
            let shop = try await TestShop.onServer()
            let run = try await shop.tidings("run", "--no-send", "--json")
            let letter = try #require(try run.objects.last?.objects("steps").last)
            #expect(try letter.int("planned") == 2)
            #expect(try letter.int("waiting") == 2)
            #expect(try letter.int("accepted") == 0)
            #expect(shop.names(in: ".tidings/outbox") == [])

            let sent = try await shop.tidings("send")
            #expect(sent.stdout == "2 messages handed over.\n")
            #expect(sent.exitCode == 0)
            #expect(shop.names(in: ".tidings/outbox").count == 2)

            let again = try await shop.tidings("send")
            #expect(again.stdout == "0 messages handed over.\n")
            #expect(shop.names(in: ".tidings/outbox").count == 2)
        }

        @Test func `a mail says who it is from, to whom and how to leave`() async throws {
            let shop = try await TestShop.onServer()
            _ = try await shop.tidings("run")
            let mails = try shop.names(in: ".tidings/outbox").map { name in
                try String(
                    contentsOf: shop.folder.appending(path: ".tidings/outbox/\(name)"),
                    encoding: .utf8)
            }
            let mail = try #require(mails.first { $0.contains("To: ann@reader.example") })
            let header = mail.prefix(upTo: try #require(mail.range(of: "\r\n\r\n")).lowerBound)
            for line in [
                "From: Lantern Books <hello@lantern.example>", "Subject: News for Ann",
                "X-Tidings-Campaign: letter",
                "List-Unsubscribe: <mailto:hello@lantern.example?subject=unsubscribe>",
            ] {
                #expect(header.contains(line))
            }
            #expect(mail.contains("12 Lantern Lane"))
        }
    }
}
