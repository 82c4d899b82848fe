import Definitions
import Problems

/// Splits a file into tags and text, and hands these to a handler: XML 1.0 with namespaces, from
/// UTF-8, without a validating parser's DTD.
///
/// All that makes a file not well-formed ends it, with the line and the column. Nothing is fetched
/// and nothing expanded; a DTD that declares entities is refused (``XMLRefusal``). What a file's own
/// DTD says of attributes holds. The outcome does not depend on how many bytes are read at once.
final class XMLTokenizer {
    private enum Phase {
        case beginning, beforeElement, inElement, behindElement
    }

    let input: XMLInput
    let names: XMLNames
    let scopes: XMLScopes
    let handler: XMLHandler
    /// The attributes of the tag that is read, those of a DTD included.
    let attributes = Buffer<XMLAttribute>(capacity: 32)
    /// The names of the elements that are open.
    let open = Buffer<Int32>(capacity: XMLLimits.depth)
    let scratch = Buffer<UInt8>(capacity: 256)
    /// The namespace of elements that stand for other files.
    let inclusions: Int32
    /// Tags are counted, to know which attributes one has.
    var tagNumber = 0
    /// What has begun and goes on behind the window.
    var unended: XMLEnding?
    /// What the file's own DTD declares of attributes.
    var declared = XMLDoctype()
    /// Whether there is a DTD in another file, which is not read.
    var hasDTDElsewhere = false
    private let file: String
    /// By byte, whether it may stand in a name.
    private let inNames = UnsafeMutablePointer<Bool>.allocate(capacity: 256)
    private var phase = Phase.beginning
    private var standsAlone = false
    private var hasDoctype = false

    init(_ input: XMLInput, file: String, names: XMLNames, handler: XMLHandler) {
        self.input = input
        self.file = file
        self.names = names
        self.handler = handler
        scopes = XMLScopes(names)
        inclusions = names.number(of: "http://www.w3.org/2001/XInclude")
        for byte in UInt8.min...UInt8.max {
            inNames[Int(byte)] = XMLCharacters.mayStandInName(byte)
        }
    }

    deinit { inNames.deallocate() }

    /// Reads about so many bytes on; false at the end of the file.
    func read(_ count: Int) throws -> Bool {
        let limit = input.offset + count
        while input.offset < limit {
            if let unended {
                try pass(unended)
                continue
            }
            switch phase {
            case .beginning:
                standsAlone = try declaration()
                phase = .beforeElement
            case .beforeElement: try beforeElement()
            case .inElement:
                try inElement(until: limit)
                if open.count == 0, unended == nil { phase = .behindElement }
            case .behindElement: if try !behindElement() { return false }
            }
        }
        return true
    }

    /// Whether the DTD elsewhere may define names of characters.
    var mayBeExplained: Bool { hasDTDElsewhere && !standsAlone }

    private func beforeElement() throws {
        try skipBlanks()
        guard try has(2) else {
            throw fault(
                input.at == input.end ? XMLFault.noElement : XMLFault.textOutside, at: input.at)
        }
        guard input.at.pointee == UInt8(ascii: "<") else {
            throw fault(XMLFault.textOutside, at: input.at)
        }
        switch input.at[1] {
        case UInt8(ascii: "?"): try instruction()
        case UInt8(ascii: "!"):
            if try begins("<!--") { return try comment() }
            guard try !hasDoctype && begins("<!DOCTYPE") else {
                throw fault(XMLFault.badDoctype, at: input.at)
            }
            hasDoctype = true
            declared = try doctype()
        default:
            phase = .inElement
            try startTag()
            if open.count == 0 { phase = .behindElement }
        }
    }

    private func inElement(until limit: Int) throws {
        while open.count > 0, input.offset < limit {
            let at = input.at
            guard at.pointee == UInt8(ascii: "<") else {
                try text()
                continue
            }
            switch at[1] {
            case UInt8(ascii: "/"): try endTag()
            case UInt8(ascii: "?"):
                try instruction()
                if unended != nil { return }
            case UInt8(ascii: "!"):
                if try begins("<!--") {
                    try comment()
                } else if try begins("<![CDATA[") {
                    try section()
                } else {
                    throw fault(XMLFault.looseMark, at: input.at)
                }
                if unended != nil { return }
            default:
                if at + 1 == input.end { try readOn() } else { try startTag() }
            }
        }
    }

    /// False at the end of the file.
    private func behindElement() throws -> Bool {
        try skipBlanks()
        guard try has(1) else { return false }
        if try begins("<?") { return try ended(instruction()) }
        if try begins("<!--") { return try ended(comment()) }
        let isMark = input.at.pointee == UInt8(ascii: "<")
        throw fault(isMark ? XMLFault.secondElement : XMLFault.textOutside, at: input.at)
    }

    private func ended(_ part: Void) -> Bool { true }

    // MARK: The window

    /// Whether so many bytes are left.
    func has(_ count: Int) throws -> Bool {
        while input.end - input.at < count {
            guard try input.more() else { return false }
        }
        return true
    }

    /// Reads on for what must stand in the window as a whole.
    func readOn() throws {
        if input.end - input.at > XMLLimits.tag { throw refusal(.tag) }
        guard try input.more() else { throw fault(XMLFault.cutOff, at: input.end) }
    }

    /// Whether what comes next is a text.
    func begins(_ text: StaticString) throws -> Bool {
        let bytes = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        guard try has(bytes.count) else { return false }
        return ByteWords.areEqual(input.at, bytes)
    }

    func skipBlanks() throws {
        while true {
            input.at = Self.behindBlanks(input.at)
            guard input.at == input.end else { return }
            guard try input.more() else { return }
        }
    }

    @inline(__always)
    static func behindBlanks(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
        var at = start
        while XMLCharacters.isBlank(at.pointee) { at += 1 }
        return at
    }

    @inline(__always)
    func nameEnd(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
        var at = start
        while inNames[Int(at.pointee)] { at += 1 }
        return at
    }

    /// The number of a name.
    @inline(__always)
    func number(ofName bytes: UnsafeBufferPointer<UInt8>) throws -> Int32 {
        let number = names.number(of: bytes)
        if !names[number].isChecked { try check(number, bytes) }
        return number
    }

    private func check(_ number: Int32, _ bytes: UnsafeBufferPointer<UInt8>) throws {
        guard XMLCharacters.areName(bytes) else {
            throw fault(XMLFault.badName, at: bytes.baseAddress ?? input.at)
        }
        if names.areTooMany { throw refusal(.names) }
        names.check(number)
    }

    // MARK: Faults

    func fault(_ cause: String, at pointer: UnsafePointer<UInt8>) -> Problem {
        let place = input.place(of: pointer)
        return XMLFault.problem(file, line: place.line, column: place.column, cause)
    }

    /// A byte at which no character begins.
    func undecodable(at pointer: UnsafePointer<UInt8>) -> Problem {
        let place = input.place(of: pointer)
        let encoding = input.text.isDecoded ? input.text.detected.encoding.title : nil
        return XMLFault.problem(
            file, line: place.line, column: place.column,
            encoding.map(XMLFault.undecodable) ?? XMLFault.notUTF8, isEncoding: true)
    }

    func refusal(_ refusal: XMLRefusal, at pointer: UnsafePointer<UInt8>? = nil) -> Problem {
        refusal.problem(file, line: input.place(of: pointer ?? input.at).line)
    }
}
