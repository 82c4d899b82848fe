/// What a reference in text or in an attribute stands for.
enum XMLReference: Equatable {
    case character(UInt32)
    /// A name that only a DTD, which is not read, would explain.
    case unknown
}

extension XMLTokenizer {
    /// Reads a reference; nil if the window ends within it.
    ///
    /// Names of characters that HTML knows are those characters where the file has a DTD elsewhere,
    /// which may define them, as ONIX 2.1 does.
    func reference(
        _ start: UnsafePointer<UInt8>
    ) throws -> (XMLReference, next: UnsafePointer<UInt8>)? {
        if start[1] == UInt8(ascii: "#") { return try numbered(start) }
        let name = start + 1
        let end = nameEnd(name)
        guard end < input.end else { return nil }
        guard end.pointee == UInt8(ascii: ";"), end > name else {
            throw fault(XMLFault.looseReference, at: start)
        }
        let bytes = UnsafeBufferPointer(start: name, count: end - name)
        if let scalar = Self.predefined(bytes) { return (.character(scalar), end + 1) }
        let number = try self.number(ofName: bytes)
        guard mayBeExplained else {
            throw fault(XMLFault.undefined(names.string(of: number)), at: start)
        }
        let scalar = HTMLCharacters.scalar(of: bytes)
        return (scalar.map { .character($0) } ?? .unknown, end + 1)
    }

    private func numbered(
        _ start: UnsafePointer<UInt8>
    ) throws -> (XMLReference, next: UnsafePointer<UInt8>)? {
        var at = start + 2
        let isHexadecimal = at.pointee == UInt8(ascii: "x")
        if isHexadecimal { at += 1 }
        let first = at
        var value: UInt32 = 0
        while let digit = Self.digit(at.pointee, isHexadecimal: isHexadecimal) {
            value = min(value * (isHexadecimal ? 16 : 10) + digit, 0x110000)
            at += 1
        }
        guard at < input.end else { return nil }
        guard at > first, at.pointee == UInt8(ascii: ";") else {
            throw fault(XMLFault.looseReference, at: start)
        }
        guard XMLCharacters.isCharacter(value) else {
            throw fault(XMLFault.noCharacter, at: start)
        }
        return (.character(value), at + 1)
    }

    private static func digit(_ byte: UInt8, isHexadecimal: Bool) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte) - 0x30
        case 0x41...0x46 where isHexadecimal: UInt32(byte) - 0x41 + 10
        case 0x61...0x66 where isHexadecimal: UInt32(byte) - 0x61 + 10
        default: nil
        }
    }

    private static func predefined(_ name: UnsafeBufferPointer<UInt8>) -> UInt32? {
        guard 2...4 ~= name.count else { return nil }
        switch ByteWords.head(of: name) {
        case 0x616D70: return 0x26  // amp
        case 0x6C74: return 0x3C  // lt
        case 0x6774: return 0x3E  // gt
        case 0x71756F74: return 0x22  // quot
        case 0x61706F73: return 0x27  // apos
        default: return nil
        }
    }
}
