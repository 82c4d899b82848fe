import Problems

/// What makes a file something else than well-formed XML, in words for its sender.
enum XMLFault {
    static let cutOff = "The file ends before its last element does"
    static let noElement = "There is no element in it"
    static let textOutside = "Text stands outside of the first element"
    static let secondElement = "A second element stands behind the end of the first"
    static let looseMark = "\"<\" begins no tag: in text it is written &lt;"
    static let looseReference = "\"&\" begins no reference: in text it is written &amp;"
    static let looseEnd = "\"]]>\" stands in text, where it is written ]]&gt;"
    static let noCharacter = "A reference by number stands for no character that XML knows"
    static let dashes = "\"--\" stands in a comment"
    static let badTag = "A tag is not ended by \">\""
    static let badAttribute = "An attribute needs a name, \"=\" and a value in quotes"
    static let noGap = "There is no blank before an attribute"
    static let markInValue = "\"<\" stands in an attribute, where it is written &lt;"
    static let lateDeclaration = "\"<?xml\" stands elsewhere than at the file's very beginning"
    static let badDeclaration = "The first line is no <?xml …?> as it should be"
    static let badInstruction = "A \"<?\" is not followed by a name and a blank"
    static let badDoctype = "The DOCTYPE is not as XML has it"
    static let badName = "A name holds what no name may"
    static let notUTF8 = "A byte is not UTF-8"

    static func mismatch(_ found: String, open: String) -> String {
        "</\(short(found))> stands where </\(short(open))> is due"
    }

    static func twice(_ attribute: String) -> String {
        "The attribute \(short(attribute)) stands twice in a tag"
    }

    static func undefined(_ name: String) -> String {
        "&\(short(name)); stands for nothing that the file defines"
    }

    static func undecodable(_ encoding: String) -> String { "A byte is not \(encoding)" }

    static func control(_ byte: UInt32) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return "A character stands in it that XML forbids: U+"
            + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    private static func short(_ name: String) -> String {
        name.count > 40 ? "\(name.prefix(40))…" : name
    }

    /// The problem of a file.
    static func problem(
        _ file: String, line: Int, column: Int, _ cause: String, isEncoding: Bool = false
    ) -> Problem {
        Problem(
            .failed, "\(file) is not well-formed XML", at: Place(file, line: line, column: column),
            hint: isEncoding
                ? "Nothing of the feed was taken over. Name the encoding that the file is really in "
                    + "under xml:, as encoding: windows-1252."
                : "Nothing of the feed was taken over. Ask its sender for a whole file.",
            cause: cause)
    }
}
