/// An attribute as it stands in its tag.
struct XMLAttribute: BitwiseCopyable {
    var name: Int32
    /// Its value between the quotes, in the window, or in what the DTD declares.
    var start: UnsafePointer<UInt8>
    var count: Int
    /// Whether the value is what stands there.
    var isPlain: Bool
    /// Whether it is a list of words, as the DTD says.
    var isTokens = false
}

extension XMLTokenizer {
    /// Reads a start tag with its attributes, and the element's end if it has no other.
    func startTag() throws {
        while true {
            if let (name, end, isEmpty) = try wholeTag() {
                return try begin(name, until: end, isEmpty: isEmpty)
            }
            try readOn()
        }
    }

    /// The tag's name and end; nil if the window ends within it.
    private func wholeTag() throws -> (
        name: Int32, end: UnsafePointer<UInt8>, isEmpty: Bool
    )? {
        let start = input.at + 1
        var at = nameEnd(start)
        guard at < input.end else { return nil }
        guard at > start else { throw fault(XMLFault.looseMark, at: input.at) }
        let name = try number(ofName: UnsafeBufferPointer(start: start, count: at - start))
        attributes.truncate(to: 0)
        tagNumber += 1
        while true {
            let gap = at
            at = Self.behindBlanks(at)
            switch at.pointee {
            case UInt8(ascii: ">"): return (name, at + 1, false)
            case UInt8(ascii: "/"):
                guard at + 1 < input.end else { return nil }
                guard at[1] == UInt8(ascii: ">") else { throw fault(XMLFault.badTag, at: at) }
                return (name, at + 2, true)
            default:
                guard at < input.end else { return nil }
                guard at > gap else { throw fault(XMLFault.noGap, at: at) }
                guard let next = try attribute(at) else { return nil }
                at = next
            }
        }
    }

    /// Notes an attribute, and says where it ends; nil if the window ends within it.
    private func attribute(_ start: UnsafePointer<UInt8>) throws -> UnsafePointer<UInt8>? {
        var at = nameEnd(start)
        guard at < input.end else { return nil }
        guard at > start else { throw fault(XMLFault.badTag, at: start) }
        let name = try number(ofName: UnsafeBufferPointer(start: start, count: at - start))
        at = Self.behindBlanks(at)
        guard at < input.end else { return nil }
        guard at.pointee == UInt8(ascii: "=") else { throw fault(XMLFault.badAttribute, at: at) }
        at = Self.behindBlanks(at + 1)
        guard at < input.end else { return nil }
        guard let (end, isPlain) = try attributeValue(at) else { return nil }
        guard names.see(name, in: tagNumber) else {
            throw fault(XMLFault.twice(names.string(of: name)), at: start)
        }
        attributes.append(
            XMLAttribute(name: name, start: at + 1, count: end - at - 1, isPlain: isPlain))
        if attributes.count > XMLLimits.attributes { throw refusal(.attributes) }
        return end + 1
    }

    /// Where the value in quotes that begins here has its end; nil if the window ends before.
    func attributeValue(
        _ start: UnsafePointer<UInt8>
    ) throws -> (end: UnsafePointer<UInt8>, isPlain: Bool)? {
        let quote = start.pointee
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            throw fault(XMLFault.badAttribute, at: start)
        }
        var isPlain = true
        var at = start + 1
        while true {
            at = ByteWords.next(in: at, quote, UInt8(ascii: "<"), UInt8(ascii: "&"))
            switch at.pointee {
            case quote: return (at, isPlain)
            case UInt8(ascii: "<"): throw fault(XMLFault.markInValue, at: at)
            case UInt8(ascii: "&"):
                guard let (_, next) = try reference(at) else { return nil }
                isPlain = false
                at = next
            case 0x09, 0x0A, 0x0D:
                isPlain = false
                at += 1
            default:
                guard at < input.end else { return nil }
                guard let next = try wide(at) else { return nil }
                at = next
            }
        }
    }

    private func begin(
        _ name: Int32, until end: UnsafePointer<UInt8>, isEmpty: Bool
    ) throws {
        if !declared.isEmpty { declared.complete(attributes, of: name, names, in: tagNumber) }
        open.append(name)
        if open.count > XMLLimits.depth { throw refusal(.depth) }
        if attributes.count > 0 { declareNamespaces() }
        let (prefix, local) = names.parts(of: name)
        if scopes[prefix] == inclusions { throw refusal(.inclusion) }
        if handler.wantsTags {
            handler.note(
                UnsafeBufferPointer(start: input.at, count: end - input.at),
                name: names.string(of: name))
        }
        try handler.startElement(
            XMLTree.Name(namespace: scopes[prefix], local: local), of: self)
        input.at = end
        if isEmpty { endElement() }
    }

    private func declareNamespaces() {
        for index in 0..<attributes.count {
            let attribute = attributes[index]
            let (prefix, local) = names.parts(of: attribute.name)
            guard isDeclaration(attribute.name, prefix) else { continue }
            // A prefix stands for one whose name nothing explains as it does for none.
            let namespace = value(of: attribute).map { names.number(of: $0) } ?? 0
            scopes.bind(prefix == 0 ? 0 : local, to: namespace, depth: open.count)
        }
    }

    /// Whether an attribute declares a namespace, and is none of the element's.
    @inline(__always)
    func isDeclaration(_ name: Int32, _ prefix: Int32) -> Bool {
        name == names.xmlns || prefix == names.xmlns
    }

    /// Reads an end tag, which must be that of the innermost element.
    func endTag() throws {
        let name = names.bytes(of: open[open.count - 1])
        let start = input.at + 2
        if input.end - start > name.count, ByteWords.areEqual(start, name),
            start[name.count] == UInt8(ascii: ">")
        {
            input.at = start + name.count + 1
            return endElement()
        }
        try unusualEndTag(name)
    }

    /// One with blanks, over the window's end, or of another element.
    private func unusualEndTag(_ name: UnsafeBufferPointer<UInt8>) throws {
        var end = nameEnd(input.at + 2)
        var next = Self.behindBlanks(end)
        while next == input.end {
            try readOn()
            end = nameEnd(input.at + 2)
            next = Self.behindBlanks(end)
        }
        let start = input.at + 2
        guard end - start == name.count, ByteWords.areEqual(start, name) else {
            let found = UnsafeBufferPointer(start: start, count: end - start)
            throw fault(
                XMLFault.mismatch(
                    String(decoding: found, as: UTF8.self),
                    open: String(decoding: name, as: UTF8.self)), at: input.at)
        }
        guard next.pointee == UInt8(ascii: ">") else { throw fault(XMLFault.badTag, at: next) }
        input.at = next + 1
        endElement()
    }

    private func endElement() {
        scopes.end(depth: open.count)
        open.truncate(to: open.count - 1)
        handler.endElement(at: input.offset)
    }

    // MARK: Values

    /// An attribute's value as XML reads it, until the next is asked for; nil if it holds a name
    /// that nothing explains.
    func value(of attribute: XMLAttribute) -> UnsafeBufferPointer<UInt8>? {
        let text = UnsafeBufferPointer(start: attribute.start, count: attribute.count)
        if attribute.isPlain, !attribute.isTokens { return text }
        scratch.truncate(to: 0)
        guard decode(text, isPlain: attribute.isPlain) else { return nil }
        if attribute.isTokens { joinWords() }
        return scratch.elements
    }

    private func decode(_ text: UnsafeBufferPointer<UInt8>, isPlain: Bool) -> Bool {
        guard let start = text.baseAddress else { return true }
        if isPlain {
            scratch.append(text)
            return true
        }
        var at = start
        let end = start + text.count
        while at < end {
            switch at.pointee {
            case UInt8(ascii: "&"):
                // It was read before, with the tag, and is as it should be.
                guard let found = try? reference(at), case .character(let scalar) = found.0 else {
                    return false
                }
                append(scalar)
                at = found.next
                continue
            case 0x0D:
                if at + 1 < end, at[1] == 0x0A { at += 1 }
                scratch.append(0x20)
            case 0x09, 0x0A: scratch.append(0x20)
            default: scratch.append(at.pointee)
            }
            at += 1
        }
        return true
    }

    /// Leaves one blank between words, and none at the ends.
    private func joinWords() {
        var count = 0
        for index in 0..<scratch.count {
            let byte = scratch[index]
            if byte == 0x20, count == 0 || scratch[count - 1] == 0x20 { continue }
            scratch[count] = byte
            count += 1
        }
        if count > 0, scratch[count - 1] == 0x20 { count -= 1 }
        scratch.truncate(to: count)
    }

    /// Adds a character to the scratch.
    func append(_ scalar: UInt32) {
        let character = PackedCharacter(scalar)
        for shift in 0..<character.width {
            scratch.append(UInt8(truncatingIfNeeded: character.bits >> (8 * UInt32(shift))))
        }
    }
}
