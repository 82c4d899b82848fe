import Foundation
import TestKit
import Testing

extension EndToEnd {
    /// A fault in definitions or in a command line is told with its place and what to do, and leaves
    /// things as they were.
    @Suite struct BadInputTests {
        /// A fault in a definition: the edit that makes it, and the whole text that it gets.
        struct Fault: Sendable, CustomTestStringConvertible {
            let name: String
            let file: String
            let old: String
            let new: String
            let text: String
            var testDescription: String { name }
        }

        static let faults = [
            Fault(
                name: "YAML that is none", file: "Jobs/letters.yaml", old: "after: nightly",
                new: "after nightly",
                text: """
                    Jobs/letters.yaml:2:1: this line is neither a key nor a list entry
                      2 | after nightly
                        | ^
                      Write "key: value", with a space after the colon, or "- value".

                    """),
            Fault(
                name: "a key that does not exist", file: "Jobs/letters.yaml",
                old: "    template: letter", new: "    template: letter\n    prioritty: 3",
                text: """
                    Jobs/letters.yaml:7:5: unknown key "prioritty"
                      7 |     prioritty: 3
                        |     ^^^^^^^^^
                      Did you mean "priority"?

                    """),
            Fault(
                name: "a template's name that the campaign does not offer",
                file: "Templates/letter.html", old: "Dear {{customer.first_name}}",
                new: "Dear {{customer.frist_name}}",
                text: """
                    Templates/letter.html:5:9: the campaign offers no "customer.frist_name"
                      5 | <p>Dear {{customer.frist_name}}, there is news.</p>
                        |         ^^^^^^^^^^^^^^^^^^^^^^^
                      Did you mean "customer.first_name"?

                    """),
            Fault(
                name: "a filter that does not exist",
                file: "Templates/letter.html", old: "Dear {{customer.first_name}}",
                new: "Dear {{customer.first_name | uper}}",
                text: """
                    Templates/letter.html:5:9: there is no filter "uper"
                      5 | <p>Dear {{customer.first_name | uper}}, there is news.</p>
                        |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                      Did you mean "upper"?

                    """),
            Fault(
                name: "a partial that does not exist",
                file: "Templates/letter.html", old: "there is news.", new: "{{> _news}}",
                text: """
                    Templates/letter.html:5:34: there is no partial "_news"
                      5 | <p>Dear {{customer.first_name}}, {{> _news}}</p>
                        |                                  ^^^^^^^^^^^
                      There are no layouts and partials yet.

                    """),
            Fault(
                name: "an expression that compares a number with a text",
                file: "Jobs/nightly.yaml", old: "orders >= 1", new: "orders >= \"one\"",
                text: """
                    Jobs/nightly.yaml:21:23: expected a number, found the text "one"
                      21 |     buyers: orders >= "one"
                         |                       ^^^^^
                      Write it in digits, as in 500 or 12.50.

                    """),
            Fault(
                name: "a field that the entity does not have", file: "Jobs/nightly.yaml",
                old: "email: mail", new: "emial: mail",
                text: """
                    Jobs/nightly.yaml:7:19: "emial" is no field of customers
                      7 |     map: {id: no, emial: mail, first_name: name, birthday: born, consent.news: news}
                        |                   ^^^^^
                      Did you mean "email"?

                    """),
        ]

        @Test(arguments: faults)
        func `a fault in a definition stops a run before it begins`(_ fault: Fault) async throws {
            let shop = try await TestShop.onServer()
            _ = try await shop.tidings("run")
            let before = try await shop.fingerprints()
            try shop.edit(fault.file, fault.old, fault.new)
            let run = try await shop.tidings("run")
            #expect(run.stderr == fault.text)
            #expect(run.stdout == "")
            #expect(run.exitCode == 3)
            let check = try await shop.tidings("check")
            #expect(check.stdout == fault.text)
            #expect(check.stderr == "\n1 problem.\n")
            #expect(check.exitCode == 3)
            #expect(try await shop.tables(changedSince: before) == [])
        }

        @Test func `all faults of a workspace are told at once, as text and as JSON`() async throws
        {
            let shop = try await TestShop.onServer()
            for fault in Self.faults.dropFirst(3) {
                try shop.edit(fault.file, fault.old, fault.new)
            }
            let check = try await shop.tidings("check", "--json")
            #expect(check.exitCode == 3)
            let report = try #require(try check.objects.first)
            #expect(report.keys == ["problems", "warnings"])
            let problems = try report.objects("problems")
            #expect(problems.map { $0["line"] } == ["7", "21"])
            for problem in problems {
                #expect(problem.keys == ["file", "line", "column", "summary", "hint"])
            }
        }

        /// A command line that cannot be obeyed.
        struct Misuse: Sendable, CustomTestStringConvertible {
            let arguments: [String]
            let text: String
            var testDescription: String { arguments.joined(separator: " ") }
        }

        static let misuses = [
            Misuse(
                arguments: ["run", "nightli"],
                text: """
                    there is no job "nightli"
                      Did you mean "nightly"?

                    """),
            Misuse(
                arguments: ["run", "--only", "reader"],
                text: """
                    no step is named "reader"
                      Did you mean "readers"?

                    """),
            Misuse(
                arguments: ["run", "--for", "2020-3-1"],
                text: """
                    the value of --for is not a date
                      Write it as year-month-day: --for 2026-11-21.

                    """),
            Misuse(
                arguments: ["segments", "raeders", "--members"],
                text: """
                    there is no segment "raeders"
                      Did you mean "readers"?

                    """),
            Misuse(
                arguments: ["tiers", "loyalty"],
                text: """
                    there is no tier programme "loyalty"
                      The tier programmes are: membership.

                    """),
            Misuse(
                arguments: ["rejects", "99"],
                text: """
                    there is no run 99
                      `tidings runs` lists them.

                    """),
            Misuse(
                arguments: ["rnu"],
                text: """
                    Error: Unexpected argument 'rnu'
                    Usage: tidings <subcommand>
                      See 'tidings --help' for more information.

                    """),
            Misuse(
                arguments: ["show"],
                text: """
                    Error: Missing expected argument '<run>'
                    Help:  <run>  The run's number; `tidings runs` lists them.
                    Usage: tidings show [--workspace <workspace>] [--json] <run>
                      See 'tidings show --help' for more information.

                    """),
        ]

        @Test(arguments: misuses)
        func `a command line that cannot be obeyed ends with 2`(_ misuse: Misuse) async throws {
            let shop = try await TestShop.onServer()
            _ = try await shop.tidings("db", "migrate")
            let before = try await shop.fingerprints()
            let run = try await shop.tidings(misuse.arguments)
            #expect(run.stderr == misuse.text)
            #expect(run.stdout == "")
            #expect(run.exitCode == 2)
            #expect(try await shop.tables(changedSince: before) == [])
        }

        @Test func `a database out of reach is safe to retry and keeps its secrets`() async throws {
            let shop = try TestShop()
            let run = try await shop.tidings(
                "run",
                environment: ["TIDINGS_DATABASE_URL": "postgresql://me:hunter2@127.0.0.1:1/shop"])
            #expect(run.exitCode == 8)
            #expect(run.stdout == "")
            #expect(
                run.stderr.hasPrefix(
                    "cannot connect to database \"shop\" on 127.0.0.1:1 as user \"me\"\n  Cause: "))
            #expect(
                run.stderr.hasSuffix(
                    "\n  Check that the server runs, and the host, port, user and password.\n"))
            #expect(!run.stderr.contains("hunter2"))
            #expect(shop.names(in: ".tidings") == [])
        }
    }
}
