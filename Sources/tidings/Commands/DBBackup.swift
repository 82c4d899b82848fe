import ArgumentParser
import Foundation
import Postgres
import Problems
import Running
import Warehouse

extension DB {
    struct Backup: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write everything that Tidings keeps to one file, while it works on.",
            discussion: """
                The file is pg_dump's, of the schema tidings alone, and readable by its owner \
                only. Put the workspace's files beside it: they are in git, secrets are not.
                """)

        @OptionGroup var workspace: WorkspaceOptions

        @Argument(help: "The file; one that is there is replaced when the new one is complete.")
        var file: String

        func run() async throws {
            let file = URL(fileURLWithPath: file).standardizedFileURL
            try await Session.open(workspace.root, migrates: false) { session in
                try await DatabaseDump(of: Schema.name, in: session.database).write(to: file)
            }
            let size = try file.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
            Console.out("\(file.path), \(ByteCount.text(size))")
        }
    }

    struct Restore: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read a backup into the workspace's database.",
            discussion: """
                All or nothing. Mail is not sent from a restored database until `tidings db \
                adopt` says that it takes the other one's place.
                """)

        @OptionGroup var workspace: WorkspaceOptions

        @Argument(help: "A file that `tidings db backup` wrote.")
        var file: String

        @Flag(help: "Put it in the place of what is there.")
        var replace = false

        func run() async throws {
            let file = URL(fileURLWithPath: file).standardizedFileURL
            let status = try await Session.open(workspace.root, migrates: false) { session in
                try await session.connected { connection in
                    let exists = try await Schema(connection).status().applied > 0
                    guard replace || !exists else { throw Self.isThere }
                    try await DatabaseDump(of: Schema.name, in: session.database)
                        .read(from: file)
                    let status = try await Schema(connection).migrate(now: .now)
                    try await Home(connection).leave(now: .now)
                    return status
                }
            }
            Console.out(
                "Restored; the schema is up to date (\(status.applied.counted("migration"))).")
            Console.out("Nothing is sent from here until you run `tidings db adopt`.")
        }

        private static var isThere: Problem {
            Problem(
                .refused, "the database is in use by Tidings",
                hint: "Back it up, then restore with --replace; or name another `database:`.")
        }
    }

    struct Adopt: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let this database send, in the place of the one that it was copied from.",
            discussion: """
                The other one must send no more. What waited and was due may have been sent from \
                there: it becomes unknown and is not sent. What was decided there since the backup \
                is not known here: pause campaigns that could repeat it.
                """)

        @OptionGroup var workspace: WorkspaceOptions

        func run() async throws {
            let doubted = try await Session.open(workspace.root) { session in
                try await session.connected { try await Home($0).adopt(now: .now) }
            }
            guard let doubted else { return Console.out("It sends already.") }
            Console.out("This database sends from now on.")
            if doubted > 0 {
                Console.out(
                    "\(doubted.counted("message")) that waited may have been sent before: unknown.")
            }
        }
    }
}

/// Sizes as people read them.
enum ByteCount {
    static func text(_ bytes: Int) -> String {
        bytes < 1 << 20 ? "\((bytes + 1023) >> 10) kB" : "\((bytes + 1 << 19) >> 20) MB"
    }
}
