/// How a feed takes the files of a folder: which, when they are ready, and where they go after.
package struct FilePickup: Sendable, Equatable {
    /// What must hold before a file is read; of several, all.
    package enum Readiness: Sendable, Equatable {
        /// A file that the sender puts beside it when it is whole, as `{file}.done`.
        case marker(String)
        /// Neither its size nor its time changed for so many seconds.
        case unchanged(seconds: Int)
        /// A file with its SHA-256 or MD5, as `{file}.sha256`.
        case checksum(String)
    }
    /// Whether every file that is not loaded yet is taken, and not only one. Defaults to false.
    package var takesAll: Bool
    /// Defaults to nothing: a file that is there is ready.
    package var ready: [Readiness]
    /// The folder, below the source's, that loaded files are moved to. Defaults to staying.
    package var archive: String?

    package init(takesAll: Bool = false, ready: [Readiness] = [], archive: String? = nil) {
        self.takesAll = takesAll
        self.ready = ready
        self.archive = archive
    }
}

extension Feed.Input {
    /// The files that are read; nil for a query.
    package var file: FilePattern? {
        switch self {
        case .query: nil
        case .csv(let file, _), .xml(let file, _): file
        }
    }
}
