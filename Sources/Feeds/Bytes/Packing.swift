import Definitions
import Foundation
import Problems

/// How a feed's file is packed, by its name.
///
/// `orders.csv.gz` is gzip; `export.zip` is a zip file with one file in it, of any name;
/// `export.zip/orders.csv` is the file of that path in it, `export.zip/orders.csv.gz` one that is
/// packed once more. The path is only compared, never
/// written anywhere.
enum Packing: Equatable, Sendable {
    case none
    case gzip
    /// With the path of the file in it, if one is named.
    case zip(member: String?)

    /// The packing of a file by its name, which may go on behind `.zip/`; and the file's own name.
    static func of(_ name: String) -> (packing: Packing, file: String) {
        if let found = name.range(of: ".zip/", options: .caseInsensitive) {
            let member = String(name[found.upperBound...])
            return (.zip(member: member), String(name[..<found.upperBound].dropLast()))
        }
        let lower = name.lowercased()
        if lower.hasSuffix(".gz") { return (.gzip, name) }
        if lower.hasSuffix(".zip") { return (.zip(member: nil), name) }
        return (.none, name)
    }

    /// What a zip file holds may be packed itself.
    private static func inside(_ zip: ZipBytes, name: String) throws -> any Unpacker {
        zip.path.lowercased().hasSuffix(".gz") ? try GzipBytes(zip, name: name) : zip
    }

    /// The bytes that are packed in a file.
    func open(_ file: FileBytes, name: String) throws -> any FeedBytes {
        switch self {
        case .none: file
        case .gzip: UnpackedBytes(try GzipBytes(file, name: name), name: name)
        case .zip(let member):
            UnpackedBytes(
                try Self.inside(try ZipBytes(file, name: name, member: member), name: name),
                name: name)
        }
    }
}

extension FilePattern {
    /// The pattern of the file itself.
    var outside: FilePattern { FilePattern(Packing.of(text).file) }

    /// The pattern of the path in a zip file; nil if none is named.
    var inside: FilePattern? {
        guard case .zip(let member?) = Packing.of(text).packing else { return nil }
        return FilePattern(member)
    }
}

extension Packing {
    static func noMemory(_ name: String) -> Problem {
        Problem(
            .infrastructure, "there is no memory to unpack \(name)",
            hint: "Free some memory and run the job again.")
    }

    static func notPacked(_ name: String, _ format: String) -> Problem {
        Problem(
            .failed, "\(name) is not a \(format) file", at: Place(name),
            hint: "Its name says so, its bytes do not. Ask its sender for a whole file, "
                + "or name it by what it is.")
    }

    static func cutOff(_ name: String) -> Problem {
        Problem(
            .failed, "\(name) ends too early", at: Place(name),
            hint: "It was cut off on its way. Nothing of the feed was taken over: "
                + "have the file sent again.")
    }

    static func trailing(_ name: String) -> Problem {
        Problem(
            .failed, "\(name) goes on behind its end with what is no gzip", at: Place(name),
            hint: "Nothing of the feed was taken over: have the file sent again.")
    }

    static func damaged(_ name: String, cause: String) -> Problem {
        Problem(
            .failed, "\(name) is damaged", at: Place(name),
            hint: "What it unpacks to is not what was packed. Nothing of the feed was taken "
                + "over: have the file sent again.", cause: cause)
    }
}
