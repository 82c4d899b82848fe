/// Category paths as an array literal: `Fiction > Crime; Comics` is two paths.
///
/// Paths are parted by `;`, or by U+001F, which the XML decoder puts between repeated elements;
/// the levels of a path by `>`. Empty levels and paths are left out, and so are paths that were
/// there before.
final class CategoriesValue: FieldValue {
    func write(_ text: Span<UInt8>, to copy: CopyText) -> String? {
        let paths = Self.paths(of: text)
        copy.append(UInt8(ascii: "{"))
        for (index, path) in paths.enumerated() {
            if index > 0 { copy.append(UInt8(ascii: ",")) }
            guard copy.appendEscaped(Self.quoted(path).span) else { return nulReason }
        }
        copy.append(UInt8(ascii: "}"))
        return nil
    }

    private static func paths(of text: Span<UInt8>) -> [[UInt8]] {
        var paths: [[UInt8]] = []
        var start = 0
        for index in 0...text.count {
            if index < text.count, text[index] != UInt8(ascii: ";"), text[index] != 0x1F {
                continue
            }
            let path = path(of: text.extracting(start..<index))
            if !path.isEmpty, !paths.contains(path) { paths.append(path) }
            start = index + 1
        }
        return paths
    }

    private static func path(of text: Span<UInt8>) -> [UInt8] {
        var path: [UInt8] = []
        var start = 0
        for index in 0...text.count {
            if index < text.count, text[index] != UInt8(ascii: ">") { continue }
            let level = text.extracting(start..<index)
            let trimmed = Blanks.trimmed(level)
            if !trimmed.isEmpty {
                if !path.isEmpty { path += " > ".utf8 }
                for place in trimmed { path.append(level[place]) }
            }
            start = index + 1
        }
        return path
    }

    /// An element of an array literal, always in quotes.
    private static func quoted(_ path: [UInt8]) -> [UInt8] {
        var element: [UInt8] = [UInt8(ascii: "\"")]
        for byte in path {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                element.append(UInt8(ascii: "\\"))
            }
            element.append(byte)
        }
        element.append(UInt8(ascii: "\""))
        return element
    }
}
