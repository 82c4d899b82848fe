import Foundation

/// `postmaster.pid`, by which a running server is known.
///
/// After a crash or a reboot it stands there still, and its process id may by then belong to any
/// other program.
struct ProcessFile: Sendable {
    let dataDirectory: URL
    /// The process id that the file names; nil if there is no file.
    let id: pid_t?
    /// `starting`, `stopping` or `ready`; nil before the server has written it.
    let status: String?

    private var file: URL { dataDirectory.appending(path: "postmaster.pid") }

    init(_ dataDirectory: URL) {
        self.dataDirectory = dataDirectory
        let file = dataDirectory.appending(path: "postmaster.pid")
        // No file, no server.
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        id = lines.first.flatMap { pid_t($0) }
        status = lines.count > 7 ? lines[7].trimmingCharacters(in: .whitespaces) : nil
    }

    /// Whether that process lives and is the server of this data directory, where it works.
    var isAlive: Bool {
        guard let id, exists(id) else { return false }
        var home = stat()
        var place = stat()
        guard stat("/proc/self/cwd", &place) == 0 else { return true }  // No /proc: believe it.
        guard stat("/proc/\(id)/cwd", &place) == 0, stat(dataDirectory.path, &home) == 0 else {
            return false  // A process that is over but not yet waited for works nowhere.
        }
        return place.st_dev == home.st_dev && place.st_ino == home.st_ino
    }

    /// Removes the file if its process id now belongs to another program, which the server would
    /// take for itself. A dead process is left to the server: it also looks for orphans.
    func removeIfForeign() throws {
        guard let id, exists(id), !isAlive else { return }
        try FileManager.default.removeItem(at: file)
    }

    private func exists(_ id: pid_t) -> Bool { kill(id, 0) == 0 || errno == EPERM }
}
