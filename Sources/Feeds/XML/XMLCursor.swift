/// The window ends within what a cursor reads: it is read again once there is more.
struct XMLShort: Error {}

/// Reads a declaration, which stands in the window as a whole, by its parts.
///
/// It throws ``XMLShort`` at the window's end, and the given fault where something else stands than
/// must.
struct XMLCursor {
    let tokenizer: XMLTokenizer
    /// What is wrong if something is.
    let cause: String
    var at: UnsafePointer<UInt8>

    init(_ tokenizer: XMLTokenizer, cause: String) {
        self.tokenizer = tokenizer
        self.cause = cause
        at = tokenizer.input.at
    }

    /// The next byte.
    var byte: UInt8 {
        get throws {
            guard at < tokenizer.input.end else { throw XMLShort() }
            return at.pointee
        }
    }

    func fault() -> any Error { tokenizer.fault(cause, at: at) }

    /// Goes over a text if it stands here.
    mutating func take(_ text: StaticString) throws -> Bool {
        let start = at
        for index in 0..<text.utf8CodeUnitCount {
            guard try byte == text.utf8Start[index] else {
                at = start
                return false
            }
            at += 1
        }
        return true
    }

    mutating func expect(_ text: StaticString) throws {
        guard try take(text) else { throw fault() }
    }

    /// Goes over blanks, and says whether there were any.
    mutating func takeBlanks() throws -> Bool {
        let start = at
        while try XMLCharacters.isBlank(byte) { at += 1 }
        return at > start
    }

    mutating func expectBlanks() throws {
        guard try takeBlanks() else { throw fault() }
    }

    /// A name's number.
    mutating func name() throws -> Int32 { try tokenizer.number(ofName: word()) }

    /// Goes over a name token.
    mutating func nameToken() throws {
        let token = try word()
        guard XMLCharacters.areName(token, orToken: true) else { throw fault() }
    }

    private mutating func word() throws -> UnsafeBufferPointer<UInt8> {
        let start = at
        at = tokenizer.nameEnd(at)
        _ = try byte
        guard at > start else { throw fault() }
        return UnsafeBufferPointer(start: start, count: at - start)
    }

    /// What stands in quotes here.
    mutating func literal() throws -> UnsafeBufferPointer<UInt8> {
        let quote = try byte
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { throw fault() }
        at += 1
        let start = at
        while try byte != quote { try character() }
        defer { at += 1 }
        return UnsafeBufferPointer(start: start, count: at - start)
    }

    /// An attribute's value: where it stands in its quotes, and whether it is what stands there.
    mutating func attributeValue() throws -> (text: UnsafeBufferPointer<UInt8>, isPlain: Bool) {
        _ = try byte
        guard let (end, isPlain) = try tokenizer.attributeValue(at) else { throw XMLShort() }
        defer { at = end + 1 }
        return (UnsafeBufferPointer(start: at + 1, count: end - at - 1), isPlain)
    }

    /// Goes over one character.
    mutating func character() throws {
        let byte = try byte
        if XMLCharacters.isBlank(byte) || 0x20...0x7F ~= byte {
            at += 1
        } else {
            guard let next = try tokenizer.wide(at) else { throw XMLShort() }
            at = next
        }
    }

    /// Goes over a comment's text and its end.
    mutating func endComment() throws {
        while try !take("--") { try character() }
        guard try byte == UInt8(ascii: ">") else {
            throw tokenizer.fault(XMLFault.dashes, at: at)
        }
        at += 1
    }

    /// Goes over an instruction's name, its text and its end.
    mutating func endInstruction() throws {
        let name = try name()
        if tokenizer.names.string(of: name).lowercased() == "xml" {
            throw tokenizer.fault(XMLFault.lateDeclaration, at: at)
        }
        if try take("?>") { return }
        try expectBlanks()
        while try !take("?>") { try character() }
    }
}

extension XMLTokenizer {
    /// Reads what stands in the window as a whole, and leaves it behind.
    func whole<Read>(
        _ cause: String, most: Int, _ read: (inout XMLCursor) throws -> Read
    ) throws -> Read {
        while true {
            do {
                var cursor = XMLCursor(self, cause: cause)
                let found = try read(&cursor)
                input.at = cursor.at
                return found
            } catch is XMLShort {
                if input.end - input.at > most { throw refusal(.doctype) }
                try readOn()
            }
        }
    }

    /// Reads the `<?xml …?>` that a file may begin with; whether it says `standalone="yes"`.
    func declaration() throws -> Bool {
        guard try has(6), try begins("<?xml"), XMLCharacters.isBlank(input.at[5]) else {
            return false
        }
        return try whole(XMLFault.badDeclaration, most: XMLLimits.doctype) { cursor in
            try cursor.expect("<?xml")
            try cursor.expectBlanks()
            try cursor.expect("version")
            guard try cursor.value().starts(with: "1.".utf8) else { throw cursor.fault() }
            var gap = try cursor.takeBlanks()
            if gap, try cursor.take("encoding") {
                guard try cursor.value().first.map(Self.isLetter) == true else {
                    throw cursor.fault()
                }
                gap = try cursor.takeBlanks()
            }
            var standsAlone = false
            if gap, try cursor.take("standalone") {
                let answer = try cursor.value()
                standsAlone = answer == Array("yes".utf8)
                guard standsAlone || answer == Array("no".utf8) else { throw cursor.fault() }
                _ = try cursor.takeBlanks()
            }
            try cursor.expect("?>")
            return standsAlone
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        0x41...0x5A ~= byte || 0x61...0x7A ~= byte
    }
}

extension XMLCursor {
    /// What stands behind an equals sign: letters, digits and what joins them.
    fileprivate mutating func value() throws -> [UInt8] {
        _ = try takeBlanks()
        try expect("=")
        _ = try takeBlanks()
        let value = try Array(literal())
        let isPlain = value.allSatisfy { byte in
            byte < 0x80 && (XMLCharacters.isName(UInt32(byte)))
        }
        guard !value.isEmpty, isPlain else { throw fault() }
        return value
    }
}
