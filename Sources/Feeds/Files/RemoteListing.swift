import Definitions
import Foundation
import Problems
import Transfer

/// The finished files of a folder on an FTP or SFTP server.
struct RemoteListing {
    let server: RemoteServer
    let feed: Feed
    /// What problems call the files that are looked for.
    let subject: String
    /// What is fetched lies below it.
    let folder: URL
    let clock: any Clock<Duration>

    /// The files that fit a pattern, whatever their dates.
    ///
    /// - Throws: A `Problem`, guarded if the source's folder is missing.
    func files(like pattern: FileName) async throws -> [ListedEntry] {
        try await walk(pattern.levels[...], in: "").compactMap { file in
            pattern.match(file.name).map {
                ListedEntry(name: file.name, date: $0.date, version: file.line)
            }
        }
    }

    /// What the folder of a file holds, by names below the source.
    func files(beside name: String) async throws -> [ListedEntry] {
        let end = name.lastIndex(of: "/").map { name.index(after: $0) } ?? name.startIndex
        return try await files(in: String(name[..<end])).map { ListedEntry(name: $0.name) }
    }

    private func walk(_ levels: ArraySlice<FileName>, in subfolder: String) async throws
        -> [ListedFile]
    {
        guard let level = levels.first else { return [] }
        let isLast = levels.count == 1
        if !isLast, let name = level.literal {
            return try await walk(levels.dropFirst(), in: subfolder + name + "/")
        }
        var found: [ListedFile] = []
        for file in try await files(in: subfolder) {
            guard level.match(String(file.name.dropFirst(subfolder.count))) != nil else {
                continue
            }
            // What is no folder has nothing in it.
            found += isLast ? [file] : try await walk(levels.dropFirst(), in: file.name + "/")
        }
        return found
    }

    private func files(in subfolder: String) async throws -> [ListedFile] {
        let remote = RemoteFile(
            server: server, source: feed.source, name: subfolder, place: feed.place)
        var request = remote.request(into: folder, knowing: nil)
        request.url = remote.folderURL
        request.name = subject
        guard let files = try await Listing(request, clock: clock).run() else {
            if subfolder.isEmpty { throw noFolder() }
            return []
        }
        return files.filter { !$0.name.hasPrefix(".") && !FileName.isUnfinished($0.name) }
            .map { ListedFile(name: subfolder + $0.name, line: $0.line) }
    }

    private func noFolder() -> Problem {
        Problem(
            .guarded, "the folder of the source \"\(feed.source)\" is missing on its server",
            at: feed.place,
            hint: "Check the path in its url: in Jobs/workspace.yaml, and what the user may see.")
    }
}
