import Foundation
import Problems

/// The embedded server's log, and what it says since this start.
struct ServerLog {
    /// Open for appending.
    let handle: FileHandle
    private let file: URL
    private let start: UInt64

    /// Opens the log; one of more than 4 MB begins anew.
    init(_ file: URL) throws(Problem) {
        let descriptor = open(file.path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        if descriptor < 0 { throw Self.cannotOpen(file, errno) }
        let end = lseek(descriptor, 0, SEEK_END)
        if end > 4 << 20, ftruncate(descriptor, 0) == 0 {
            start = 0
        } else {
            start = UInt64(max(0, end))
        }
        self.file = file
        handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    /// What was written since; empty if it cannot be read, for then there is nothing to add.
    func text() -> String {
        guard let reader = try? FileHandle(forReadingFrom: file) else { return "" }
        _ = try? reader.seek(toOffset: start)
        return String(decoding: (try? reader.readToEnd()) ?? Data(), as: UTF8.self)
    }

    /// The last five lines since, for an error's cause.
    func lastLines() -> String {
        text().split(whereSeparator: \.isNewline).suffix(5).joined(separator: "\n    ")
    }
}

extension ServerLog {
    private static func cannotOpen(_ file: URL, _ code: Int32) -> Problem {
        Problem(
            .infrastructure, "cannot open \(file.path)",
            hint: "Check that this user may write there and that the disk has room.",
            cause: String(cString: strerror(code)))
    }
}
