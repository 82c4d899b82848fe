import ArgumentParser
import Demo
import Foundation

struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a workspace to start from: a bookshop's jobs and templates.")

    @Argument(help: "The folder; it is made if need be.")
    var folder: String

    func run() throws {
        try WorkspaceFiles.write(to: URL(fileURLWithPath: folder).standardizedFileURL)
        Console.out(
            """
            \(WorkspaceFiles.all.count) files are in \(folder).

              \(folder)/Jobs/workspace.yaml   who you are, where data comes from, how much mail
              \(folder)/Jobs/nightly.yaml     what is brought in, tiers and segments
              \(folder)/Templates             the mails

            Change them to fit your shop, then: cd \(folder) && tidings check
            """)
    }
}
