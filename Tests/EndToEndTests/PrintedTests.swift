import Foundation
import TestKit
import Testing

extension EndToEnd {
    /// What the program prints for shells and readers, read by those who read it.
    @Suite struct PrintedTests {
        @Test func `bash completes commands, subcommands and options`() async throws {
            let shop = try TestShop()
            let script = try await shop.tidings("completion", "bash")
            #expect(script.exitCode == 0)
            try shop.write(script.stdout, to: "completion.bash")
            try shop.write(
                """
                source completion.bash
                ask() {
                    COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"
                    COMP_POINT=${#COMP_LINE}; COMPREPLY=()
                    _tidings "$1" "${@: -1}" "${@: -2:1}"
                    echo "${COMPREPLY[@]}"
                }
                ask tidings sche
                ask tidings db re
                ask tidings doctor --na
                complete -p tidings
                """, to: "ask.bash")
            #expect(
                try Python.output(
                    """
                    import subprocess, sys
                    print(subprocess.check_output(
                        ["bash", "--norc", "ask.bash"], cwd=sys.argv[1], text=True), end="")
                    """, [shop.folder.path]) == """
                        schedule schema
                        restore
                        --name-server
                        complete -o filenames -F _tidings tidings

                        """)
        }

        @Test(arguments: [
            ("zsh", "#compdef tidings\n"), ("fish", "\ncomplete -c 'tidings' "),
        ])
        func `zsh and fish get scripts of their own`(shell: String, mark: String) async throws {
            let script = try await TestShop().tidings("completion", shell)
            #expect(script.exitCode == 0)
            #expect(script.stdout.contains(mark))
            #expect(script.stdout.contains("name-server"))
        }

        @Test func `the manual page has every command, and groff finds no fault in it`()
            async throws
        {
            let shop = try TestShop()
            let page = try await shop.tidings("manual")
            #expect(page.exitCode == 0)
            try shop.write(page.stdout, to: "tidings.1")
            let read = try Python.output(
                """
                import subprocess, sys
                read = subprocess.run(
                    ["groff", "-man", "-Tascii", "-P-cbou", "-rLL=200n", "-ww", sys.argv[1]],
                    capture_output=True, text=True)
                print(read.returncode, repr(read.stderr))
                print(read.stdout)
                """, [shop.folder.appending(path: "tidings.1").path])
            #expect(read.hasPrefix("0 ''\n"))
            for row in try ReadmeTests.table("command") {
                let command = try #require(ReadmeTests.code(in: row[0]).first)
                let words = command.prefix { !"[<-".contains($0) }.trimmingCharacters(
                    in: .whitespaces)
                #expect(read.contains("\n   \(words)"), "\(words)")
            }
        }

        @Test func `the schema is told and brought up to date by name`() async throws {
            let shop = try await TestShop.onServer()
            let database = try #require(shop.database)
            let place = "database \"\(database.address.name)\" on \(database.address.folder)"
            #expect(
                try await shop.tidings("db", "status").stdout == """
                    database  \(place) as user "\(database.address.user)"
                    schema    0 of 1 migration applied
                    Run `tidings db migrate`.

                    """)
            #expect(try await shop.tidings("db", "migrate").stdout == "1 migration applied.\n")
            #expect(
                try await shop.tidings("db", "migrate").stdout == "The schema was up to date.\n")
            #expect(
                try await shop.tidings("db", "status").stdout == """
                    database  \(place) as user "\(database.address.user)"
                    schema    1 of 1 migration applied

                    """)
        }
    }
}
