import Foundation

/// The finished files of a source's folder.
struct FolderListing {
    /// Absolute.
    let folder: String

    /// The files of one folder, by their names below the source.
    ///
    /// - Parameter subfolder: Below the source, with a slash at its end; empty for the source's own.
    func files(in subfolder: String = "") -> [ListedEntry] {
        contents(of: subfolder).filter(\.isFile).map(\.entry)
    }

    /// The files that fit a pattern, whatever their dates, those in a folder left out.
    func files(like pattern: FileName, leavingOut excluded: String?) -> [ListedEntry] {
        walk(pattern.levels[...], in: "")
            .filter { entry in !(excluded.map { entry.name.hasPrefix($0 + "/") } ?? false) }
            .compactMap { entry in
                pattern.match(entry.name).map {
                    ListedEntry(name: entry.name, modified: entry.modified, date: $0.date)
                }
            }
    }

    private func walk(_ levels: ArraySlice<FileName>, in subfolder: String) -> [ListedEntry] {
        guard let level = levels.first else { return [] }
        let isLast = levels.count == 1
        return contents(of: subfolder).flatMap { item -> [ListedEntry] in
            let own = String(item.entry.name.dropFirst(subfolder.count))
            guard item.isFile == isLast, level.match(own) != nil else { return [] }
            return isLast ? [item.entry] : walk(levels.dropFirst(), in: item.entry.name + "/")
        }
    }

    private func contents(of subfolder: String) -> [(entry: ListedEntry, isFile: Bool)] {
        let keys: Set<URLResourceKey> = [
            .contentModificationDateKey, .isRegularFileKey, .isDirectoryKey,
        ]
        // A folder that cannot be listed has no files to offer: the file is missing, and said so.
        let found =
            (try? FileManager.default.contentsOfDirectory(
                at: URL(fileURLWithPath: folder + "/" + subfolder),
                includingPropertiesForKeys: Array(keys), options: [.skipsHiddenFiles])) ?? []
        return found.compactMap { url in
            // What vanished since is not there; a link counts as what it leads to.
            guard let values = try? url.resolvingSymlinksInPath().resourceValues(forKeys: keys),
                values.isRegularFile == true || values.isDirectory == true,
                !FileName.isUnfinished(url.lastPathComponent)
            else { return nil }
            let entry = ListedEntry(
                name: subfolder + url.lastPathComponent,
                modified: values.contentModificationDate ?? .distantPast)
            return (entry, values.isRegularFile == true)
        }
    }
}
