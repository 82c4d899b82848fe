import Mail
package import Problems

/// A file of addresses that are never to be mailed: one a line, or CSV with a header.
///
/// Of a header's columns `email` (or `address`), `hash` and `reason` count, as `suppressions export`
/// writes them and other senders' exports nearly do.
package struct SuppressionFile: Sendable {
    package private(set) var entries: [SuppressionList.Entry] = []
    /// The numbers of the lines that hold no address.
    package private(set) var wrongLines: [Int] = []

    /// - Parameter reason: of lines that say none.
    /// - Throws: a problem when a header names neither addresses nor hashes.
    package init(_ text: String, reason: SuppressionList.Reason) throws(Problem) {
        var columns = ["email"]
        for (index, line) in text.split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline
        ).enumerated() {
            let fields = Self.fields(line)
            guard fields.contains(where: { !$0.isEmpty }) else { continue }
            if index == 0, !line.contains("@") {
                columns = fields.map(Self.column)
                guard columns.contains("email") || columns.contains("hash") else {
                    throw Self.noColumn
                }
                continue
            }
            let values = Dictionary(zip(columns, fields), uniquingKeysWith: { first, _ in first })
            if let entry = Self.entry(values, reason) {
                entries.append(entry)
            } else {
                wrongLines.append(index + 1)
            }
        }
    }

    private static func entry(
        _ values: [String: String], _ other: SuppressionList.Reason
    ) -> SuppressionList.Entry? {
        let reason = values["reason"].flatMap { SuppressionList.Reason(rawValue: $0) } ?? other
        // What is no address is told of by its line.
        if let text = values["email"], !text.isEmpty,
            let address = try? MailAddress(checking: text)
        {
            return .address(address.address, reason)
        }
        guard let hash = values["hash"]?.lowercased(), hash.utf8.count == 64,
            hash.allSatisfy({ $0.isASCII && $0.isHexDigit })
        else { return nil }
        return .hash(hash, reason)
    }

    private static func column(_ header: String) -> String {
        switch header.lowercased().filter({ $0.isLetter }) {
        case "email", "mail", "address", "emailaddress": "email"
        case let name: name
        }
    }

    /// The fields of a line: commas, semicolons or tabs between them, quotes around some.
    private static func fields(_ line: Substring) -> [String] {
        var fields = [""]
        var isQuoted = false
        for character in line where character != "\u{FEFF}" {
            if character == "\"" {
                isQuoted.toggle()
            } else if !isQuoted, ",;\t".contains(character) {
                fields.append("")
            } else {
                fields[fields.count - 1].append(character)
            }
        }
        return fields.map(\.trimmed)
    }

    private static var noColumn: Problem {
        Problem(
            .usage, "the file's header names no column email",
            hint: "Write one address a line, or name the column of the addresses email.")
    }
}
