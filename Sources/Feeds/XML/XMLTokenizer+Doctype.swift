extension XMLTokenizer {
    /// Reads the DOCTYPE, and the DTD in it.
    ///
    /// Its grammar is looked at (section 2.8 and chapters 3 and 4 of XML 1.0), what it says of
    /// attributes is kept, and what it says of elements has no bearing on a feed.
    func doctype() throws -> XMLDoctype {
        try whole(XMLFault.badDoctype, most: XMLLimits.doctype) { cursor in
            var doctype = XMLDoctype()
            try cursor.expect("<!DOCTYPE")
            try cursor.expectBlanks()
            _ = try cursor.name()
            if try cursor.takeBlanks() {
                hasDTDElsewhere = try cursor.takeExternalID(mayLackAddress: false)
                _ = try cursor.takeBlanks()
            }
            if try cursor.take("[") {
                while try !cursor.take("]") { try cursor.declaration(into: &doctype) }
                _ = try cursor.takeBlanks()
            }
            try cursor.expect(">")
            return doctype
        }
    }
}

extension XMLCursor {
    /// Goes over where something outside of the file stands, if it is said here.
    fileprivate mutating func takeExternalID(mayLackAddress: Bool) throws -> Bool {
        if try take("SYSTEM") {
            try expectBlanks()
            _ = try literal()
            return true
        }
        guard try take("PUBLIC") else { return false }
        try expectBlanks()
        guard try literal().allSatisfy(XMLCharacters.isPublicID) else { throw fault() }
        let hasGap = try takeBlanks()
        if mayLackAddress, try byte == UInt8(ascii: ">") { return true }
        guard hasGap else { throw fault() }
        _ = try literal()
        return true
    }

    fileprivate mutating func declaration(into doctype: inout XMLDoctype) throws {
        if try takeBlanks() { return }
        if try take("<!--") { return try endComment() }
        if try take("<?") { return try endInstruction() }
        if try byte == UInt8(ascii: "%") { throw tokenizer.refusal(.parameterEntity, at: at) }
        if try take("<!ENTITY") { throw tokenizer.refusal(.entity, at: at) }
        if try take("<!ATTLIST") {
            try attributes(into: &doctype)
        } else if try take("<!ELEMENT") {
            try element()
        } else {
            try expect("<!NOTATION")
            try expectBlanks()
            _ = try name()
            try expectBlanks()
            guard try takeExternalID(mayLackAddress: true) else { throw fault() }
        }
        _ = try takeBlanks()
        try expect(">")
    }

    // MARK: Attributes

    private mutating func attributes(into doctype: inout XMLDoctype) throws {
        try expectBlanks()
        let element = try name()
        while try takeBlanks(), try byte != UInt8(ascii: ">") {
            let attribute = try name()
            try expectBlanks()
            let isTokens = try attributeType()
            try expectBlanks()
            doctype.declare(
                attribute, of: element, isTokens: isTokens,
                value: try defaultValue(isTokens: isTokens))
        }
    }

    /// Whether the values are lists of words.
    private mutating func attributeType() throws -> Bool {
        if try take("CDATA") { return false }
        for type: StaticString in [
            "IDREFS", "IDREF", "ID", "ENTITIES", "ENTITY", "NMTOKENS", "NMTOKEN",
        ] where try take(type) { return true }
        let isNotation = try take("NOTATION")
        if isNotation { try expectBlanks() }
        try expect("(")
        repeat {
            _ = try takeBlanks()
            if isNotation { _ = try name() } else { try nameToken() }
            _ = try takeBlanks()
        } while try take("|")
        try expect(")")
        return true
    }

    /// The value that is meant where none is written; nil if there is none.
    private mutating func defaultValue(isTokens: Bool) throws -> UnsafeBufferPointer<UInt8>? {
        if try take("#REQUIRED") || take("#IMPLIED") { return nil }
        if try take("#FIXED") { try expectBlanks() }
        let (text, isPlain) = try attributeValue()
        guard let start = text.baseAddress else { return nil }
        return tokenizer.value(
            of: XMLAttribute(
                name: 0, start: start, count: text.count, isPlain: isPlain, isTokens: isTokens))
    }

    // MARK: Elements

    private mutating func element() throws {
        try expectBlanks()
        _ = try name()
        try expectBlanks()
        if try take("EMPTY") || take("ANY") { return }
        try expect("(")
        _ = try takeBlanks()
        if try take("#PCDATA") { try mixed() } else { try group(depth: 1) }
    }

    /// The names behind `#PCDATA`.
    private mutating func mixed() throws {
        _ = try takeBlanks()
        var hasNames = false
        while try take("|") {
            hasNames = true
            _ = try takeBlanks()
            _ = try name()
            _ = try takeBlanks()
        }
        try expect(")")
        guard try take("*") || !hasNames else { throw fault() }
    }

    /// What stands in a bracket behind its first blanks, and how often it may.
    private mutating func group(depth: Int) throws {
        guard depth <= XMLLimits.depth else { throw tokenizer.refusal(.depth, at: at) }
        var separator: UInt8?
        while true {
            if try take("(") {
                _ = try takeBlanks()
                try group(depth: depth + 1)
            } else {
                _ = try name()
                try takeNumber()
            }
            _ = try takeBlanks()
            if try take(")") { return try takeNumber() }
            let next = try byte
            guard next == UInt8(ascii: "|") || next == UInt8(ascii: ","),
                separator == nil || separator == next
            else { throw fault() }
            separator = next
            at += 1
            _ = try takeBlanks()
        }
    }

    private mutating func takeNumber() throws {
        if try take("?") || take("*") || take("+") { return }
    }
}
