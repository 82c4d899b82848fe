import Definitions
import Feeds
import Foundation
import Problems
import Testing

/// Packs files with Python, whose gzip and zipfile modules are not ours.
enum PackedSample {
    /// Runs a script with `data` as the bytes to pack and `out` as a BytesIO to write to.
    static func pack(_ data: some Sequence<UInt8>, _ script: String) throws -> [UInt8] {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "tidings-packed-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let input = folder.appending(path: "in")
        let output = folder.appending(path: "out")
        try Data(data).write(to: input)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c",
            """
            import gzip, io, struct, sys, zipfile, zlib
            data = open(sys.argv[1], "rb").read()
            out = io.BytesIO()
            \(script)
            open(sys.argv[2], "wb").write(out.getvalue())
            """, input.path, output.path,
        ]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return [UInt8](try Data(contentsOf: output))
    }

    static func gzip(_ data: some Sequence<UInt8>) throws -> [UInt8] {
        try pack(data, "out.write(gzip.compress(data, mtime=0))")
    }

    /// A zip file of files by their paths, all of the same bytes.
    static func zip(
        _ data: some Sequence<UInt8>, _ paths: [String] = ["orders.csv"],
        method: String = "ZIP_DEFLATED"
    ) throws -> [UInt8] {
        let names = paths.map { "\"\($0)\"" }.joined(separator: ", ")
        return try pack(
            data,
            """
            with zipfile.ZipFile(out, "w", zipfile.\(method)) as z:
                for name in [\(names)]:
                    z.writestr(name, b"" if name.endswith("/") else data)
            """)
    }

    /// Some thousand rows of a products file, and the ids in them.
    static let rows = 1...20_000
    static var text: [UInt8] {
        Array("id,title\n".utf8) + rows.flatMap { Array("\($0),Book é \($0 % 97)\n".utf8) }
    }

    /// Reads a packed products file.
    static func load(
        _ bytes: [UInt8], as name: String, file: String? = nil, locale: String = "en"
    ) async throws -> Loaded {
        let sample = try FeedSample()
        try sample.write(file ?? name, bytes)
        return try await FeedSample.load(
            .products, .csv(file: FilePattern(name), CSVFormat()),
            map: FeedSample.map([("id", "id"), ("title", "title")]),
            from: .folder(path: sample.folder.path), locale: locale)
    }

    /// What a packed products file is refused with.
    static func refusal(_ bytes: [UInt8], as name: String, file: String? = nil) async -> String {
        await FeedSample.problems { _ = try await load(bytes, as: name, file: file) }
            .map { $0.text }.joined(separator: "\n\n")
    }
}
