import Crypto
import Foundation

/// A file's SHA-256 or MD5, as a sender gives it.
enum Checksum: Equatable {
    case sha256([UInt8])
    case md5([UInt8])

    /// Reads what `sha256sum` or `md5sum` print (also with `--tag`), or the digits alone.
    ///
    /// - Parameter file: Whose line is wanted, where several files' stand there.
    init?(_ text: String, of file: String) {
        let name = file.split(separator: "/").last.map(String.init) ?? file
        let lines = text.split(whereSeparator: \.isNewline).compactMap(Self.line)
        let own = lines.first { $0.name.map(Self.base) == name }
        guard let line = own ?? (lines.count == 1 ? lines.first { $0.name == nil } : nil) else {
            return nil
        }
        switch line.digest.count {
        case 32: self = .sha256(line.digest)
        case 16: self = .md5(line.digest)
        default: return nil
        }
    }

    /// Whether a file's bytes have this checksum.
    func holds(for file: FeedFile) throws -> Bool {
        switch self {
        case .sha256(let digest): return try digest == file.digest()
        case .md5(let digest):
            let bytes = try FileBytes(path: file.path, name: file.name, expecting: file.version)
            var hash = Insecure.MD5()
            var chunk = [UInt8](repeating: 0, count: 1 << 18)
            while true {
                let count = try chunk.withUnsafeMutableBytes { try bytes.read(into: $0) }
                chunk.withUnsafeBytes {
                    hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[..<count]))
                }
                if count < chunk.count { break }
            }
            return digest == Array(hash.finalize())
        }
    }

    /// `HEX  name`, `HEX *name`, `SHA256 (name) = HEX`, or `HEX`.
    private static func line(_ text: Substring) -> (digest: [UInt8], name: String?)? {
        if let open = text.range(of: " ("), let close = text.range(of: ") = ", options: .backwards)
        {
            let name = text[open.upperBound..<close.lowerBound]
            return bytes(text[close.upperBound...]).map { ($0, String(name)) }
        }
        let digits = text.prefix { $0.isHexDigit }
        guard let digest = bytes(digits) else { return nil }
        let name = text[digits.endIndex...].drop { $0 == " " }
        let plain = name.first == "*" ? name.dropFirst() : name
        return (digest, plain.isEmpty ? nil : String(plain))
    }

    private static func base(_ name: String) -> String {
        name.split(separator: "/").last.map(String.init) ?? name
    }

    private static func bytes(_ digits: Substring) -> [UInt8]? {
        let text = Array(digits.utf8)
        guard !text.isEmpty, text.count.isMultiple(of: 2) else { return nil }
        let bytes = stride(from: 0, to: text.count, by: 2).compactMap {
            UInt8(String(decoding: text[$0..<($0 + 2)], as: UTF8.self), radix: 16)
        }
        return bytes.count * 2 == text.count ? bytes : nil
    }
}
