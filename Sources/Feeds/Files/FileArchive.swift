import Definitions
import Foundation
import Problems

/// Moves loaded files out of the way, into a folder below their source's.
struct FileArchive {
    /// The source's folder, absolute.
    let folder: String
    /// The archive's name below it.
    let name: String

    /// Moves a file with what came with it; nothing is overwritten.
    ///
    /// The marker goes first: one that stayed behind would call the next file of that name ready
    /// while it is still written. A file that lost its marker to an interrupted move is known by
    /// its bytes, and its move is made good by the next run.
    func take(_ file: FeedFile, with companions: [String]) throws {
        for companion in companions { try move(companion) }
        try move(file.ownName)
    }

    private func move(_ file: String) throws {
        let source = URL(filePath: folder).appending(path: file)
        // A marker that stands for several files is gone with the first of them.
        guard FileManager.default.fileExists(atPath: source.path) else { return }
        let target = URL(filePath: folder).appending(path: name).appending(path: file)
        do {
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try FileManager.default.moveItem(at: source, to: Self.free(target))
        } catch {
            throw Self.notMoved(file, to: name, error)
        }
    }

    /// The place itself, or with a number behind the name if one is there.
    private static func free(_ target: URL) -> URL {
        var candidate = target
        var number = 2
        while FileManager.default.fileExists(atPath: candidate.path) {
            candidate = target.deletingLastPathComponent()
                .appending(path: "\(target.lastPathComponent).\(number)")
            number += 1
        }
        return candidate
    }
}

extension FileArchive {
    private static func notMoved(
        _ file: String, to archive: String, _ error: any Error
    ) -> Problem {
        Problem(
            .infrastructure, "the file \(file) was loaded, but could not be moved to \(archive)/",
            hint: "See that Tidings may write there, and run the job again: the file is known and "
                + "only moved.",
            cause: (error as NSError).localizedFailureReason)
    }
}
