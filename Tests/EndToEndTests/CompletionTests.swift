import Foundation
import Testing

extension EndToEnd {
    /// What shells complete and the manual tells, against the argument parser's own list.
    @Suite struct CompletionTests {
        /// A command of the parser's description, with its options' names.
        private struct Known {
            var words: [String]
            var options: [String]
        }

        private static let folder = FileManager.default.temporaryDirectory

        private static func printed(_ arguments: String...) async throws -> String {
            let run = try await CommandLineRun.run(arguments, in: folder)
            #expect(run.exitCode == 0)
            return run.stdout
        }

        /// Every command that does something and is told of.
        private static func known() async throws -> [Known] {
            let help = try await printed("--experimental-dump-help")
            let object = try JSONSerialization.jsonObject(with: Data(help.utf8))
            let root = try #require((object as? [String: Any])?["command"] as? [String: Any])
            return known(below: root, after: [])
        }

        private static func known(below command: [String: Any], after words: [String]) -> [Known] {
            let all = (command["subcommands"] as? [[String: Any]] ?? []).filter {
                $0["shouldDisplay"] as? Bool ?? true && $0["commandName"] as? String != "help"
            }
            guard !all.isEmpty else {
                let arguments = (command["arguments"] as? [[String: Any]] ?? []).filter {
                    $0["shouldDisplay"] as? Bool ?? true
                }
                let names = arguments.flatMap { $0["names"] as? [[String: Any]] ?? [] }
                    .filter { $0["kind"] as? String == "long" }.compactMap { $0["name"] as? String }
                return [Known(words: words, options: names)]
            }
            return all.flatMap {
                known(below: $0, after: words + [$0["commandName"] as? String ?? ""])
            }
        }

        @Test func `the manual has a section for each command, with each of its options`()
            async throws
        {
            let manual = try await Self.printed("manual").replacing("\\-", with: "-")
            var sections: [String: String] = [:]
            for section in manual.components(separatedBy: "\n.SS ").dropFirst() {
                let head = section.prefix { $0 != "\n" }
                let name = head.split(separator: " ")
                    .prefix { !$0.hasPrefix("<") && !$0.hasPrefix("[") }.joined(separator: " ")
                sections[name] = section
            }
            let known = try await Self.known()
            #expect(known.count > 40)
            for command in known {
                let name = (["tidings"] + command.words).joined(separator: " ")
                let section = try #require(sections[name], "no section \(name)")
                for option in command.options where !["help", "version"].contains(option) {
                    #expect(section.contains("--\(option)"), "\(name) --\(option)")
                }
            }
            #expect(sections.count == known.count)
        }

        @Test(arguments: ["bash", "zsh", "fish"])
        func `a shell learns all commands and options`(shell: String) async throws {
            let script = try await Self.printed("completion", shell)
            for command in try await Self.known() {
                for word in command.words { #expect(script.contains(word), "\(word)") }
                for option in command.options {
                    let text = shell == "fish" ? "-l '\(option)'" : "--\(option)"
                    #expect(script.contains(text), "\(command.words) \(text)")
                }
            }
        }

        @Test func `bash completes a command, a command of a group and an option`() async throws {
            let script = try await Self.printed("completion", "bash")
            let file = Self.folder.appending(path: "tidings-completion-\(UUID().uuidString)")
            try script.write(to: file, atomically: true, encoding: .utf8)
            defer { try? FileManager.default.removeItem(at: file) }
            for (words, expected) in [
                (["tidings", "sched"], "schedule"), (["tidings", "db", "bac"], "backup"),
                (["tidings", "schedule", "--pa"], "--past"),
                (["tidings", "completion", "fi"], "fish"),
            ] {
                let bash = Process()
                bash.executableURL = URL(filePath: "/bin/bash")
                bash.arguments =
                    [
                        "-c",
                        """
                        source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                        COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
                        _tidings tidings "${COMP_WORDS[COMP_CWORD]}"; printf '%s\\n' "${COMPREPLY[@]}"
                        """, "bash", file.path,
                    ] + words
                let output = Pipe()
                bash.standardOutput = output
                try bash.run()
                let text = String(
                    decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
                bash.waitUntilExit()
                #expect(
                    text.split(separator: "\n").contains { $0 == expected }, "\(words): \(text)")
            }
        }
    }
}
