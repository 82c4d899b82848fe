import Foundation
import Testing

extension EndToEnd {
    @Suite struct PlanTests {
        @Test func `a plan changes nothing, and a run then does what it said`() async throws {
            let shop = try await TestShop.onServer()
            _ = try await shop.tidings("db", "migrate")
            let before = try await shop.fingerprints()
            let plan = try await shop.tidings("plan", "--json")
            #expect(plan.exitCode == 0)
            #expect(try await shop.tables(changedSince: before) == [])
            #expect(shop.names(in: ".tidings/outbox") == [])

            let run = try await shop.tidings("run", "--json")
            let planned = try plan.objects.flatMap { try $0.objects("steps") }
            let done = try run.objects.flatMap { try $0.objects("steps") }
            #expect(planned.map { $0["step"] } == done.map { $0["step"] })
            for (step, other) in zip(planned, done) {
                // What the plan lets wait, the run has sent.
                var figures = step.figures
                if step["kind"] == "campaign" {
                    figures["accepted"] = try step.int("waiting")
                    figures["waiting"] = 0
                    #expect(try step.counts("suppressed") == other.counts("suppressed"))
                }
                #expect(figures.without("seconds") == other.figures.without("seconds"))
            }
        }

        @Test func `what would be too late is no mail in plan and run alike`() async throws {
            let shop = try await TestShop.onServer()
            let plan = try await shop.tidings("plan", "--for", "2020-03-01", "--json")
            let run = try await shop.tidings("run", "--for", "2020-03-01", "--json")
            for command in [plan, run] {
                let letter = try #require(try command.objects.last?.objects("steps").last)
                #expect(try letter.int("planned") == 2)
                #expect(try letter.int("expired") == 2)
                #expect(try letter.int("waiting") + letter.int("accepted") == 0)
            }
        }

        @Test func `a plan names who moves and who gets mail or not and why`() async throws {
            let shop = try await TestShop.onServer()
            let plan = try await shop.tidings("plan", "--for", "2020-03-01")
            #expect(
                plan.stdout == """
                    nightly for 2020-03-01: succeeded

                      feed     read  new  changed  same  twice  left out  rejected
                      members     5    4        0     0      0         0         1
                      orders      2    2        0     0      0         0         0

                      tiers       looked at  up  down
                      membership          4   0     0  first evaluation: it triggers no mail

                      segment  members  entered  left
                      buyers         2        2     0  first evaluation: it triggers no mail
                      readers        4        4     0  first evaluation: it triggers no mail

                    letters for 2020-03-01: succeeded

                      campaign  audience  planned  sent  waiting
                      letter           4        2     0        0  no mail: 1 missing-value, 1 no-consent, 2 expired

                    Who moves
                      buyers: enters (2 customers)
                        1  the definition is new
                        2  the definition is new
                      readers: enters (4 customers)
                        1  the definition is new
                        2  the definition is new
                        3  the definition is new
                        5  the definition is new

                    Who gets mail
                      1  letter  no mail  expired
                      2  letter  no mail  expired
                      3  letter  no mail  no-consent
                      5  letter  no mail  missing-value: customer.first_name

                    Nothing was changed. `tidings run` does it.

                    """)
        }

        @Test func `a plan says what was edited, and that all customers are looked at for it`()
            async throws
        {
            let shop = try await TestShop.onServer()
            _ = try await shop.tidings("run", "nightly", "--for", "2020-03-01")
            try shop.edit("Jobs/nightly.yaml", "buyers: orders >= 1", "buyers: orders >= 2")
            try shop.edit("Jobs/nightly.yaml", "from: 100", "from: 101")
            let plan = try await shop.tidings("plan", "nightly", "--for", "2020-03-02")
            #expect(
                plan.stdout.contains(
                    """

                      tiers       looked at  up  down
                      membership          4   0     0  \
                    edited: all customers are looked at once, it triggers no mail

                      segment  members  entered  left
                      buyers         0        0     2  \
                    edited: all customers are looked at once, it triggers no mail
                      readers        4        0     0

                    """), "\(plan.stdout)")
            let json = try await shop.tidings("plan", "nightly", "--for", "2020-03-02", "--json")
            let steps = try #require(try json.objects.first).objects("steps")
            #expect(
                steps.filter { $0["edited"] == "1" }.map { $0["step"] }
                    == ["membership", "buyers"])
        }

        @Test func `a plan shows what is put off, and until when`() async throws {
            let shop = try await TestShop.onServer()
            try shop.edit(
                "Jobs/workspace.yaml", "topics:",
                "caps: [{topics: [news], at_most: 1, per: day}]\ntopics:")
            try shop.edit(
                "Jobs/letters.yaml", "load:\n",
                """
                load:
                  - campaign: later
                    trigger: {segment: {in: readers}}
                    template: letter
                    topic: news
                    priority: 10
                    expires: 3 days

                """)
            let plan = try await shop.tidings("plan", "letters", "nightly")
            #expect(plan.exitCode == 0)
            let lines = plan.stdout.split(separator: "\n").map { line in
                line.split(separator: " ").joined(separator: " ")
            }
            #expect(
                lines.contains("later 4 2 0 2 2 put off; no mail: 1 missing-value, 1 no-consent"))
            let later = lines.filter { $0.contains(" later mail at ") }
            #expect(later.count == 2)
            #expect(later.allSatisfy { $0.hasSuffix("T00:00:00Z put off") })
            let letters = lines.filter { $0.contains(" letter mail at ") }
            #expect(letters.count == 2)
            #expect(letters.allSatisfy { !$0.hasSuffix("put off") })
        }

        @Test func `--detailed-exitcode tells whether a run would change anything`() async throws {
            let shop = try await TestShop.onServer()
            let first = try await shop.tidings(
                "plan", "nightly", "--detailed-exitcode", "--for", "2020-03-01")
            #expect(first.exitCode == 5)
            _ = try await shop.tidings("run", "nightly", "--for", "2020-03-01")
            let second = try await shop.tidings(
                "plan", "nightly", "--detailed-exitcode", "--for", "2020-03-01")
            #expect(second.exitCode == 0)
        }
    }
}

extension [String: Int] {
    fileprivate func without(_ name: String) -> Self { filter { $0.key != name } }
}
