import ArgumentParser
import Foundation

struct Manual: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print Tidings' manual page.",
        discussion: """
            tidings manual > /usr/local/share/man/man1/tidings.1; to read it at once: \
            tidings manual | man -l -
            """)

    func run() throws {
        Console.out(try ManualPage(help: Tidings._dumpHelp()).text)
    }
}
