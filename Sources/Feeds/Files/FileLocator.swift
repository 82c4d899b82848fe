import Definitions
import Foundation
import Problems

/// Finds a feed's files in its source's folder.
struct FileLocator {
    let folder: String
    let source: String
    /// Where the job file names the feed.
    let place: Place
    let pickup: FilePickup

    init(folder: String, source: String, feed: Feed) {
        self.folder = folder
        self.source = source
        place = feed.place
        pickup = feed.pickup
    }

    /// The files that a pattern means on a date, in the order in which they are to be loaded.
    ///
    /// One file, the newest if the pattern has a star; with `take: all` each whose name says no
    /// later date. Loaded in the order of their dates, else of their times and names.
    func locate(_ pattern: FilePattern, on date: CivilDate) throws -> [FeedFile] {
        let name = try FileName(pattern.outside, at: place)
        let member = try pattern.inside.map { try FileName($0, at: place) }
        guard name.hasStar || pickup.takesAll else {
            let text = name.text(for: date)
            guard isFile(text) else { throw missing(text, like: name) }
            return [try file(text, member?.text(for: date))]
        }
        let isDated = name != name.on(date)
        let wanted = pickup.takesAll ? name : name.on(date)
        let found = FolderListing(folder: folder)
            .files(like: wanted, leavingOut: pickup.archive)
            .filter { entry in entry.date.map { $0 <= date } ?? true }
            .sorted { Self.order($0) < Self.order($1) }
        guard let newest = found.last else {
            throw missing(
                pickup.takesAll && isDated ? pattern.outside.text : name.text(for: date),
                like: name)
        }
        return try (pickup.takesAll ? found : [newest]).map { entry in
            try file(entry.name, member?.text(for: entry.date ?? date))
        }
    }

    private static func order(_ entry: FolderListing.Entry) -> (Int, Date, String) {
        guard let date = entry.date else { return (0, entry.modified, entry.name) }
        return (date.daysSince1970, entry.modified, entry.name)
    }

    private func isFile(_ name: String) -> Bool {
        var isFolder: ObjCBool = false
        let isThere = FileManager.default.fileExists(
            atPath: folder + "/" + name, isDirectory: &isFolder)
        return isThere && !isFolder.boolValue
    }

    private func file(_ name: String, _ member: String?) throws -> FeedFile {
        let path = folder + "/" + name
        // A link may stand in the folder, but must not lead out of it.
        let root = Self.real(folder)
        guard Self.real(path).hasPrefix(root == "/" ? root : root + "/") else {
            throw FileName.leaves(at: place)
        }
        return try FeedFile(name: member.map { name + "/" + $0 } ?? name, path: path)
    }

    private static func real(_ path: String) -> String {
        URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
    }

    private func missing(_ text: String, like name: FileName) -> Problem {
        var isFolder: ObjCBool = false
        let isThere = FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder)
        guard isThere, isFolder.boolValue else { return noFolder() }
        let subfolder =
            text.contains("/")
            ? text.prefix(upTo: text.lastIndex(of: "/") ?? text.startIndex) + "/" : ""
        let files = FolderListing(folder: folder).files(in: String(subfolder))
        let newest = files.filter { name.match($0.name) != nil }
            .max { ($0.modified, $0.name) < ($1.modified, $1.name) }
        let close = Suggestion.closest(to: text, among: files.map(\.name))
        let hint =
            newest.map { "The newest file like it is \($0.name)." }
            ?? close.map { "Did you mean \"\($0)\"?" }
            ?? "Look whether it was delivered to the source \"\(source)\"."
        return Problem(.guarded, "the file \(text) is missing", at: place, hint: hint)
    }

    private func noFolder() -> Problem {
        Problem(
            .guarded, "the folder of the source \"\(source)\" is missing", at: place,
            hint: "Expected it at \(folder): check sources: in Jobs/workspace.yaml, "
                + "or whether it is mounted.")
    }
}
