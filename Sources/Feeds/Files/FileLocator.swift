import Definitions
import Foundation
import Problems

/// Finds a feed's files in its source's folder.
struct FileLocator {
    let folder: String
    let feed: Feed

    /// The files that a pattern means on a date, in the order in which they are to be loaded: see
    /// ``FileChoice``.
    func locate(_ pattern: FilePattern, on date: CivilDate) throws -> [FeedFile] {
        let files = try found(pattern, on: date)
        if files.isEmpty { throw missing(try FileChoice(pattern, of: feed, on: date)) }
        return files
    }

    /// The same; none if none is there.
    func found(_ pattern: FilePattern, on date: CivilDate) throws -> [FeedFile] {
        let choice = try FileChoice(pattern, of: feed, on: date)
        if let name = choice.only {
            guard isFile(name) else { return [] }
            return [try file(name, choice.fullName(of: name))]
        }
        return try choice.choose(
            among: FolderListing(folder: folder)
                .files(like: choice.wanted, leavingOut: feed.pickup.archive)
        ).map {
            try file($0.name, choice.fullName(of: $0.name, saying: $0.date))
        }
    }

    private func isFile(_ name: String) -> Bool {
        var isFolder: ObjCBool = false
        let isThere = FileManager.default.fileExists(
            atPath: folder + "/" + name, isDirectory: &isFolder)
        return isThere && !isFolder.boolValue
    }

    private func file(_ name: String, _ fullName: String) throws -> FeedFile {
        let path = folder + "/" + name
        // A link may stand in the folder, but must not lead out of it.
        let root = Self.real(folder)
        guard Self.real(path).hasPrefix(root == "/" ? root : root + "/") else {
            throw FileName.leaves(at: feed.place)
        }
        return try FeedFile(name: fullName, path: path)
    }

    private static func real(_ path: String) -> String {
        URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
    }

    private func missing(_ choice: FileChoice) -> Problem {
        var isFolder: ObjCBool = false
        let isThere = FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder)
        guard isThere, isFolder.boolValue else { return noFolder() }
        let text = choice.text
        let subfolder =
            text.contains("/")
            ? text.prefix(upTo: text.lastIndex(of: "/") ?? text.startIndex) + "/" : ""
        return choice.missing(
            among: FolderListing(folder: folder).files(in: String(subfolder)))
    }

    private func noFolder() -> Problem {
        Problem(
            .guarded, "the folder of the source \"\(feed.source)\" is missing",
            at: feed.place,
            hint: "Expected it at \(folder): check sources: in Jobs/workspace.yaml, "
                + "or whether it is mounted.")
    }
}
