/// What ends with marks that nothing else in it is.
enum XMLEnding {
    case comment, instruction, section

    var mark: UInt8 {
        switch self {
        case .comment: UInt8(ascii: "-")
        case .instruction: UInt8(ascii: "?")
        case .section: UInt8(ascii: "]")
        }
    }

    /// How many bytes end it.
    var count: Int { self == .instruction ? 2 : 3 }
}

extension XMLTokenizer {
    /// Hands on the text up to the next tag, or to the window's end.
    func text() throws {
        // What stands from here to `at` is not handed on yet.
        var start = input.at
        var at = start
        while true {
            at = ByteWords.next(in: at, UInt8(ascii: "<"), UInt8(ascii: "&"), UInt8(ascii: "]"))
            switch at.pointee {
            case UInt8(ascii: "<"): return try hand(from: start, to: at)
            case 0x09, 0x0A:
                at += 1
                continue
            case UInt8(ascii: "]"):
                if at + 2 < input.end {
                    guard at[1] != UInt8(ascii: "]") || at[2] != UInt8(ascii: ">") else {
                        throw fault(XMLFault.looseEnd, at: at)
                    }
                    at += 1
                    continue
                }
            case UInt8(ascii: "&"):
                if let (reference, next) = try reference(at) {
                    try hand(from: start, to: at)
                    try hand(reference)
                    (start, at) = (next, next)
                    input.at = next
                    continue
                }
            case 0x0D:
                if at + 1 < input.end {
                    try hand(from: start, to: at)
                    at = try lineEnd(at)
                    start = at
                    continue
                }
            default:
                if at < input.end, let next = try wide(at) {
                    at = next
                    continue
                }
            }
            // The window ends here, or within what begins here.
            try hand(from: start, to: at)
            return try readOn()
        }
    }

    /// Hands text on, and leaves it behind.
    @inline(__always)
    private func hand(
        from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>
    ) throws {
        if start < end {
            try handler.characters(
                UnsafeBufferPointer(start: start, count: end - start), of: self)
        }
        input.at = end
    }

    private func hand(_ reference: XMLReference) throws {
        guard case .character(let scalar) = reference else { return handler.unknownCharacter() }
        scratch.truncate(to: 0)
        append(scalar)
        try handler.characters(scratch.elements, of: self)
    }

    /// Hands a carriage return on as the line feed that XML takes it for, and goes behind it and a
    /// line feed that follows.
    private func lineEnd(_ at: UnsafePointer<UInt8>) throws -> UnsafePointer<UInt8> {
        try hand(.character(0x0A))
        input.at = at[1] == 0x0A ? at + 2 : at + 1
        return input.at
    }

    /// Where the character above ASCII that begins here has its end; nil if the window ends within
    /// it. Throws for a byte that XML forbids.
    @inline(__always)
    func wide(_ at: UnsafePointer<UInt8>) throws -> UnsafePointer<UInt8>? {
        let room = input.end - at
        let width = at.pointee < 0x80 ? 0 : UTF8Check.width(at, room: room)
        guard width > 0 else { return try begun(at, room: room) }
        if at.pointee == 0xEF, at[1] == 0xBF, at[2] >= 0xBE {
            throw fault(XMLFault.control(0xFF40 + UInt32(at[2])), at: at)
        }
        return at + width
    }

    private func begun(
        _ at: UnsafePointer<UInt8>, room: Int
    ) throws -> UnsafePointer<UInt8>? {
        if at.pointee < 0x80 { throw fault(XMLFault.control(UInt32(at.pointee)), at: at) }
        guard room < 4, UTF8Check.isBegun(at, room: room) else { throw undecodable(at: at) }
        return nil
    }

    // MARK: What ends with marks

    func comment() throws {
        input.at += 4
        try pass(.comment)
    }

    /// Goes over an instruction to some program.
    func instruction() throws {
        var end = nameEnd(input.at + 2)
        while end == input.end {
            try readOn()
            end = nameEnd(input.at + 2)
        }
        let start = input.at + 2
        let target = UnsafeBufferPointer(start: start, count: end - start)
        guard !target.isEmpty else { throw fault(XMLFault.badInstruction, at: input.at) }
        _ = try number(ofName: target)
        if String(decoding: target, as: UTF8.self).lowercased() == "xml" {
            throw fault(XMLFault.lateDeclaration, at: input.at)
        }
        guard XMLCharacters.isBlank(end.pointee) || end.pointee == UInt8(ascii: "?") else {
            throw fault(XMLFault.badInstruction, at: input.at)
        }
        let isAtItsEnd = end.pointee == UInt8(ascii: "?")
        input.at = end
        guard isAtItsEnd else { return try pass(.instruction) }
        while input.end - input.at < 2 { try readOn() }
        guard input.at[1] == UInt8(ascii: ">") else {
            throw fault(XMLFault.badInstruction, at: input.at)
        }
        input.at += 2
    }

    /// Hands on a section of text in which nothing is markup.
    func section() throws {
        input.at += 9
        try pass(.section)
    }

    /// Goes on behind the marks that end what has begun, or to the window's end.
    func pass(_ ending: XMLEnding) throws {
        unended = ending
        let isText = ending == .section
        var start = input.at
        var at = start
        func leave() throws {
            if isText { try hand(from: start, to: at) } else { input.at = at }
        }
        while true {
            at = ByteWords.next(in: at, ending.mark, ending.mark, ending.mark)
            switch at.pointee {
            case 0x09, 0x0A:
                at += 1
                continue
            case ending.mark:
                if at + ending.count <= input.end {
                    if try ends(ending, at) {
                        try leave()
                        input.at = at + ending.count
                        unended = nil
                        return
                    }
                    at += 1
                    continue
                }
            case 0x0D:
                if at + 1 < input.end {
                    guard isText else {
                        at += 1
                        continue
                    }
                    try leave()
                    at = try lineEnd(at)
                    start = at
                    continue
                }
            default:
                if at < input.end, let next = try wide(at) {
                    at = next
                    continue
                }
            }
            try leave()
            return try readOn()
        }
    }

    private func ends(_ ending: XMLEnding, _ at: UnsafePointer<UInt8>) throws -> Bool {
        switch ending {
        case .instruction: return at[1] == UInt8(ascii: ">")
        case .section: return at[1] == UInt8(ascii: "]") && at[2] == UInt8(ascii: ">")
        case .comment:
            guard at[1] == UInt8(ascii: "-") else { return false }
            guard at[2] == UInt8(ascii: ">") else { throw fault(XMLFault.dashes, at: at) }
            return true
        }
    }
}
