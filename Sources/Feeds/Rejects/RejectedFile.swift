package import Foundation
import Problems

/// Rows that were set aside, put together as a file that their feed can read.
package final class RejectedFile {
    /// The file, once it is finished.
    private let path: URL
    private let frame: RowFrame
    private let text: RowText
    private let handle: FileHandle
    private var line = 1
    /// The line in this file of each row that stands in it, in the order of the rows.
    private(set) var lines: [Int] = []

    /// Begins a file in a folder.
    package init(_ frame: RowFrame, in folder: URL) throws {
        self.frame = frame
        text = try RowText(frame.encoding)
        path = folder.appending(path: "rejects-\(UUID().uuidString)")
        guard
            FileManager.default.createFile(
                atPath: path.path, contents: nil, attributes: [.posixPermissions: 0o600])
        else { throw Self.notWritable(folder) }
        handle = try FileHandle(forWritingTo: path)
        if !frame.opening.isEmpty { try append(frame.opening) }
    }

    deinit {
        // What cannot be deleted lies in the system's folder for it.
        try? FileManager.default.removeItem(at: path)
    }

    /// Adds a row and gives its line; nil for one that cannot be read alone, which stays out.
    package func add(_ row: [UInt8]) throws -> Int? {
        guard row.count < Reject.rawLimit else { return nil }
        let row = text.utf8(row)
        guard isWhole(row) else { return nil }
        defer { lines.append(line) }
        let start = line
        try append(row)
        return start
    }

    /// Ends the file; it lives as long as this object.
    ///
    /// - Parameter name: The name of the file that the rows come from, for messages. What is written
    ///   here is never packed, whatever that says.
    package func finish(name: String) throws -> FeedFile {
        if !frame.closing.isEmpty { try append(frame.closing) }
        try handle.close()
        let ownName = name.split(separator: "/").last ?? ""
        return try FeedFile(name: "\(ownName) (rejects)", path: path.path)
    }

    /// Whether a row ends where it seems to, so that it spoils no other.
    private func isWhole(_ row: [UInt8]) -> Bool {
        switch frame.format {
        case .xml: return row.first == UInt8(ascii: "<")
        case .csv:
            let tokenizer = frame.tokenizer
            let end = row + [0x0A]
            return end.withUnsafeBufferPointer {
                tokenizer.next(in: $0, from: 0, atEnd: true) == .row(next: $0.count)
            }
        }
    }

    private func append(_ bytes: [UInt8]) throws {
        try handle.write(contentsOf: Data(bytes + [0x0A]))
        line += Self.lineEnds(in: bytes, frame.format) + 1
    }

    /// How many line ends some bytes hold, as the format's reader counts them.
    private static func lineEnds(in bytes: [UInt8], _ format: RowFrame.Format) -> Int {
        let feeds = bytes.count { $0 == 0x0A }
        guard format == .csv else { return feeds }
        return feeds
            + zip(bytes, bytes.dropFirst() + [0x0A]).count { $0 == 0x0D && $1 != 0x0A }
    }
}

extension RejectedFile {
    private static func notWritable(_ folder: URL) -> Problem {
        Problem(
            .infrastructure, "cannot write into \(folder.path)",
            hint: "Check that the folder is there, that it has room and that Tidings may write.")
    }
}
