/// Category paths as an array of texts: `Fiction > Crime; Comics` is two paths.
///
/// Paths are parted by `;`, or by U+001F, which the XML decoder puts between repeated elements;
/// the levels of a path by `>`. Empty levels and paths are left out, and so are paths that were
/// there before.
final class CategoriesValue: FieldValue {
    private static let textType: Int32 = 25

    /// Where the paths of the value stand that is written.
    private var paths: [Range<Int>] = []

    func write(_ text: Span<UInt8>, to rows: BinaryRows) -> String? {
        paths.removeAll(keepingCapacity: true)
        let value = rows.beginArray(of: Self.textType, count: 0)
        var start = 0
        for index in 0...text.count {
            if index < text.count {
                if text[index] == 0 { return nulReason }
                if text[index] != UInt8(ascii: ";"), text[index] != 0x1F { continue }
            }
            write(path: text.extracting(start..<index), to: rows)
            start = index + 1
        }
        end(value, to: rows)
        return nil
    }

    /// No path is a list without any, as the warehouse has it.
    func writeNull(to rows: BinaryRows) {
        paths.removeAll(keepingCapacity: true)
        end(rows.beginArray(of: Self.textType, count: 0), to: rows)
    }

    private func end(_ value: Int, to rows: BinaryRows) {
        if paths.isEmpty {
            // An array of no dimension.
            rows.truncate(to: value + 12)
            rows.set(0, at: value)
        } else {
            rows.set(Int32(paths.count), at: value + 12)
        }
        rows.endValue(value)
    }

    /// Writes one path, unless it is empty or was written before.
    private func write(path text: Span<UInt8>, to rows: BinaryRows) {
        let value = rows.beginValue()
        var start = 0
        for index in 0...text.count {
            if index < text.count, text[index] != UInt8(ascii: ">") { continue }
            let level = text.extracting(start..<index)
            let trimmed = Blanks.trimmed(level)
            if !trimmed.isEmpty {
                if rows.count > value { rows.append(raw: " > ") }
                level.extracting(trimmed).withUnsafeBufferPointer { rows.append(raw: $0) }
            }
            start = index + 1
        }
        let path = value..<rows.count
        let isKnown = paths.contains { known in
            known.count == path.count
                && rows.bytes(known).elementsEqual(rows.bytes(path))
        }
        if path.isEmpty || isKnown {
            rows.truncate(to: value - 4)
        } else {
            rows.endValue(value)
            paths.append(path)
        }
    }
}
