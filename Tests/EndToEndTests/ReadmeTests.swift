import Foundation
import Testing

extension EndToEnd {
    /// The README is true: its commands, tables and examples are the program's.
    @Suite struct ReadmeTests {
        static let root = URL(filePath: #filePath)
            .deletingLastPathComponent()  // EndToEndTests
            .deletingLastPathComponent()  // Tests
            .deletingLastPathComponent()

        private static func readme() throws -> String {
            try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
        }

        /// The text of the first block of a language.
        private static func block(_ language: String) throws -> String {
            let readme = try readme()
            let start = try #require(readme.range(of: "```\(language)\n")).upperBound
            let end = try #require(readme[start...].range(of: "```")).lowerBound
            return String(readme[start..<end])
        }

        /// The rows of the table that a header begins, cell by cell.
        static func table(_ header: String) throws -> [[String]] {
            let lines = try readme().split(separator: "\n", omittingEmptySubsequences: false)
            let start = try #require(lines.firstIndex { $0.hasPrefix("| \(header) |") })
            return lines[(start + 2)...].prefix { $0.hasPrefix("|") }.map { line in
                line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            }
        }

        /// What stands between backquotes.
        static func code(in cell: String) -> [String] {
            let parts = cell.split(separator: "`", omittingEmptySubsequences: false)
            return parts.indices.filter { $0 % 2 == 1 }.map { String(parts[$0]) }
        }

        private static func help(_ command: String) async throws -> String {
            let words = command.split(separator: " ").map(String.init)
            let help = try await CommandLineRun.run(
                ["help"] + words, in: FileManager.default.temporaryDirectory)
            #expect(help.exitCode == 0)
            return help.stdout
        }

        /// The names under SUBCOMMANDS.
        private static func subcommands(of command: String) async throws -> [String] {
            let lines = try await help(command).split(separator: "\n")
            guard let start = lines.firstIndex(of: "SUBCOMMANDS:") else { return [] }
            return lines[(start + 1)...]
                .filter { $0.prefixMatch(of: #/\s\s[a-z]/#) != nil }
                .compactMap { $0.split(separator: " ").first.map(String.init) }
        }

        /// Every command that does something: a group stands for those in it.
        private static func commands() async throws -> [String] {
            var commands: [String] = []
            for command in try await subcommands(of: "") {
                let own = try await subcommands(of: command)
                commands += own.isEmpty ? [command] : own.map { "\(command) \($0)" }
            }
            return commands
        }

        @Test func `the table of commands is the program's, arguments included`() async throws {
            let rows = try Self.table("command | what it does").flatMap { Self.code(in: $0[0]) }
            var usages: [String] = []
            for command in try await Self.commands() {
                let usage = try await Self.help(command).split(separator: "\n")
                    .first { $0.hasPrefix("USAGE: ") }
                let arguments = try #require(usage).split(separator: " ").dropFirst(2)
                    .joined(separator: " ")
                    .replacing(#/\[--[^\]]*\]/#, with: "")
                    .split(separator: " ").joined(separator: " ")
                usages.append("tidings \(arguments)")
            }
            #expect(Set(rows) == Set(usages))
            #expect(rows.count == usages.count)
        }

        @Test func `the table of options is the program's`() async throws {
            var described: Set<String> = []
            for row in try Self.table("option | of | default") {
                for command in Self.code(in: row[1]) {
                    described.formUnion(Self.code(in: row[0]).map { "\(command) \($0)" })
                }
            }
            var offered: Set<String> = []
            for command in try await Self.commands() {
                // The text above the list may show options of other programs.
                let list = try await Self.help(command).split(separator: "OPTIONS:").last
                let options = try #require(list).matches(of: #/--[a-z-]+/#)
                    .map { String($0.output) }
                let own = Set(options).subtracting(["--workspace", "--json", "--version", "--help"])
                offered.formUnion(own.map { "\(command) \($0)" })
            }
            #expect(described == offered)
        }

        @Test func `the exit codes are those of --help`() async throws {
            let help = try await Self.help("").replacing("\n", with: " ")
            let start = try #require(help.range(of: "Exit codes: ")).upperBound
            let text = help[start...].prefix { $0 != "." }
            let codes = text.split(separator: ",").compactMap {
                $0.split(separator: " ").first.map(String.init)
            }
            let rows = try Self.table("exit code | meaning").map { $0[0] }
            #expect(rows == codes + ["130, 143"])
        }

        @Test func `every command that the README names exists`() async throws {
            let known = try await Self.subcommands(of: "")
            let named = try Self.readme().matches(of: #/`tidings ([a-z]+)/#).map { String($0.1) }
            #expect(Set(named).subtracting(known) == [])
        }

        @Test func `the first job and each expression pass check`() async throws {
            let shop = try TestShop()
            _ = try await shop.tidings("init", "new")
            try shop.write(try Self.block("yaml"), to: "new/Jobs/birthday.yaml")
            let examples = try Self.table("condition | example").flatMap { Self.code(in: $0[1]) }
            #expect(examples.count > 30)
            let segments = examples.enumerated().map { index, example in
                "    example-\(index): '\(example.replacing("'", with: "''"))'"
            }
            let job = ["job: readme", "transform:", "  segments:", "    staff: email is known"]
            try shop.write(
                (job + segments).joined(separator: "\n") + "\n", to: "new/Jobs/readme.yaml")
            let check = try await shop.tidings("check", "--workspace", "new")
            // Before it stand notes on what is looked at for all customers each night.
            #expect(check.stdout.hasSuffix("Everything is in order.\n"))
            #expect(check.exitCode == 0)
        }

        /// To renew the picture: `tidings demo --nights 2 --for 2026-11-21`.
        @Test func `the night is what the demo prints`() async throws {
            let shop = try TestShop()
            let demo = try await shop.tidings("demo", "--nights", "2", "--for", "2026-11-21")
            #expect(demo.exitCode == 0)
            #expect(demo.stdout.contains(try Self.block("text")))
        }

        @Test func `the workspace of this repository is in order`() async throws {
            let check = try await CommandLineRun.run(
                ["check"], in: Self.root,
                environment: ["TIDINGS_SIGNING_KEY": "0123456789abcdef0123456789abcdef"])
            #expect(check.stdout == "Everything is in order.\n")
            #expect(check.exitCode == 0)
        }
    }
}
