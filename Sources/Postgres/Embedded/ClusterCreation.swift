import Foundation
import Problems

/// Makes a cluster with `initdb`. Holds the cluster's gate, and blocks.
struct ClusterCreation: Sendable {
    let location: ClusterLocation
    let binaries: PostgresBinaries
    /// Whether the files are forced to disk: about 0.1 s on a fast one. Only tests can do without.
    let isSynced: Bool

    /// Makes it under another name first, so that one whose making was cut short is never used.
    func create() throws {
        let files = FileManager.default
        if files.fileExists(atPath: location.unfinished.path) {
            try files.removeItem(at: location.unfinished)
        }
        try PrivateFolder.make(location.unfinished, for: location.user)
        var answer = try initialize(characterType: "C.UTF-8")
        if answer.output.contains("invalid locale name") {
            // A small image has no C.UTF-8: then only ASCII letters have upper and lower case.
            answer = try initialize(characterType: "C")
        }
        guard answer.succeeded else { throw Self.failed(answer.output) }
        try files.moveItem(at: location.unfinished, to: location.dataDirectory)
    }

    private func initialize(characterType: String) throws -> ChildProcess.Answer {
        // Sorting by bytes is fast, and the same on every machine.
        let command = [
            binaries.initdb, "--pgdata=\(location.unfinished.path)", "--encoding=UTF8",
            "--lc-collate=C", "--lc-ctype=\(characterType)", "--lc-messages=C",
            "--lc-monetary=C", "--lc-numeric=C", "--lc-time=C",
            "--username=\(EmbeddedCluster.user)", "--auth-local=trust", "--auth-host=reject",
            "--no-instructions",
        ]
        return try ChildProcess.run(
            location.user.command(isSynced ? command : command + ["--no-sync"]))
    }
}

extension ClusterCreation {
    private static func failed(_ output: String) -> Problem {
        let lines = output.split(whereSeparator: \.isNewline).suffix(5)
        return Problem(
            .infrastructure, "the embedded database cannot be made",
            hint: "Check that the disk has room and that the folder may be written.",
            cause: lines.joined(separator: "\n    "))
    }
}
