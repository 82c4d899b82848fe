import Definitions

/// Reads one character of an encoding at a time.
protocol CharacterDecoder {
    /// Whether bytes below 0x80 that begin a character are ASCII.
    var isASCIIBased: Bool { get }

    /// The character that begins here and how many bytes it takes; 0 if more than `room` bytes
    /// are needed to tell, which is never so of the last bytes.
    func next(
        _ bytes: UnsafePointer<UInt8>, room: Int, isLast: Bool
    ) -> (width: Int, character: PackedCharacter)
}

/// One byte, one character: the Windows code pages, ISO 8859, KOI8.
struct SingleByteDecoder: CharacterDecoder {
    let table: [UInt32]

    var isASCIIBased: Bool { true }

    @inline(__always)
    func next(
        _ bytes: UnsafePointer<UInt8>, room: Int, isLast: Bool
    ) -> (width: Int, character: PackedCharacter) {
        table.withUnsafeBufferPointer { (1, PackedCharacter(bits: $0[Int(bytes[0])])) }
    }
}

/// UTF-16; half a surrogate pair is a fault, and so is half a unit at the end.
struct UTF16Decoder: CharacterDecoder {
    let isBigEndian: Bool

    var isASCIIBased: Bool { false }

    @inline(__always)
    func next(
        _ bytes: UnsafePointer<UInt8>, room: Int, isLast: Bool
    ) -> (width: Int, character: PackedCharacter) {
        guard room >= 2 else { return isLast ? (room, .fault) : (0, .fault) }
        let first = unit(bytes)
        guard 0xD800...0xDFFF ~= first else { return (2, PackedCharacter(first)) }
        guard first < 0xDC00 else { return (2, .fault) }
        guard room >= 4 else { return isLast ? (2, .fault) : (0, .fault) }
        let second = unit(bytes + 2)
        guard 0xDC00...0xDFFF ~= second else { return (2, .fault) }
        return (4, PackedCharacter(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)))
    }

    private func unit(_ bytes: UnsafePointer<UInt8>) -> UInt32 {
        let (one, two) = (UInt32(bytes[0]), UInt32(bytes[1]))
        return isBigEndian ? one << 8 | two : two << 8 | one
    }
}

/// One to four bytes a character: GB18030, Big5, Windows-31J, EUC-JP, windows-949.
struct MultiByteDecoder: CharacterDecoder {
    private let tables: CharacterTables
    /// For GB18030's characters of four bytes, which are rare: asked for when they come.
    private let converter: Iconv
    // The tables' own pointers: not looked up for each character.
    private let single: UnsafeMutableBufferPointer<UInt32>
    private let double: UnsafeMutableBufferPointer<UInt32>

    init(_ encoding: TextEncoding) throws {
        tables = try CharacterTables.of(encoding)
        converter = try CharacterTables.converter(encoding)
        single = tables.single
        double = tables.double
    }

    var isASCIIBased: Bool { true }

    @inline(__always)
    func next(
        _ bytes: UnsafePointer<UInt8>, room: Int, isLast: Bool
    ) -> (width: Int, character: PackedCharacter) {
        let first = Int(bytes[0])
        if first < 0x80 { return (1, PackedCharacter(bits: UInt32(first))) }
        let bits = single[first]
        if bits != 0 { return (1, PackedCharacter(bits: bits)) }
        guard tables.isLead[first] else { return (1, .fault) }
        guard room >= 2 else { return isLast ? (1, .fault) : (0, .fault) }
        let pair = double[first << 8 | Int(bytes[1])]
        if pair != 0 { return (2, PackedCharacter(bits: pair)) }
        return longer(bytes, room: room, isLast: isLast)
    }

    /// A character of three or four bytes, or none.
    ///
    /// As in the Standard, what follows a faulty lead byte is read afresh where it is ASCII: a
    /// delimiter or a line end is never swallowed.
    private func longer(
        _ bytes: UnsafePointer<UInt8>, room: Int, isLast: Bool
    ) -> (width: Int, character: PackedCharacter) {
        if tables.hasFourBytes, 0x30...0x39 ~= bytes[1] {
            guard room >= 4 || isLast else { return (0, .fault) }
            guard room >= 4, 0x81...0xFE ~= bytes[2], 0x30...0x39 ~= bytes[3],
                let character = fourBytes(bytes)
            else { return (1, .fault) }
            return (4, character)
        }
        if bytes[0] == 0x8F, let triple = tables.triple, bytes[1] >= 0xA1 {
            guard room >= 3 || isLast else { return (0, .fault) }
            guard room >= 3, bytes[2] >= 0xA1 else { return (2, .fault) }
            let bits = triple[Int(bytes[1] & 0x7F) << 7 | Int(bytes[2] & 0x7F)]
            return (3, bits == 0 ? .fault : PackedCharacter(bits: bits))
        }
        return (bytes[1] < 0x80 ? 1 : 2, .fault)
    }

    /// Above the basic plane they are numbered through.
    private func fourBytes(_ bytes: UnsafePointer<UInt8>) -> PackedCharacter? {
        if bytes[0] >= 0x90 {
            let upper = (UInt32(bytes[0]) - 0x90) * 10 + UInt32(bytes[1]) - 0x30
            let lower = (UInt32(bytes[2]) - 0x81) * 10 + UInt32(bytes[3]) - 0x30
            let scalar = 0x10000 + upper * 1260 + lower
            return scalar <= 0x10FFFF ? PackedCharacter(scalar) : nil
        }
        guard case .character(let bits) = converter.ask(bytes[0], bytes[1], bytes[2], bytes[3])
        else { return nil }
        return PackedCharacter(bits: bits)
    }
}
