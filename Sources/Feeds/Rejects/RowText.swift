import Definitions

/// Reads the bytes of single rows as UTF-8, whatever the file was in.
///
/// What cannot be decoded becomes the byte 0xFF, as in ``DecodedBytes``.
final class RowText {
    /// nil when the rows are UTF-8 as they stand.
    private let decoder: (any CharacterDecoder)?

    init(_ encoding: TextEncoding?) throws {
        guard let encoding, encoding != .utf8 else {
            decoder = nil
            return
        }
        decoder =
            switch encoding.name {
            case "utf-16le": UTF16Decoder(isBigEndian: false)
            case "utf-16be": UTF16Decoder(isBigEndian: true)
            case "gb18030", "big5", "shift_jis", "euc-jp", "euc-kr": try MultiByteDecoder(encoding)
            default: SingleByteDecoder(table: try CharacterTables.singleBytes(encoding))
            }
    }

    func utf8(_ row: [UInt8]) -> [UInt8] {
        guard let decoder else { return row }
        var text: [UInt8] = []
        row.withUnsafeBufferPointer { bytes in
            var index = 0
            while let base = bytes.baseAddress, index < bytes.count {
                let (width, character) = decoder.next(
                    base + index, room: bytes.count - index, isLast: true)
                for shift in 0..<character.width {
                    text.append(UInt8(truncatingIfNeeded: character.bits >> (8 * UInt32(shift))))
                }
                index += max(1, width)
            }
        }
        return text
    }
}
