internal import Foundation

/// What stands in the texts of reports.
enum MIMEText {
    /// The groups of fields between empty lines, names in small letters (RFC 3464, 2.1).
    ///
    /// Broken reports put headers of parts among them: every group is tried.
    static func groups(of bytes: ArraySlice<UInt8>) -> [[String: String]] {
        var groups: [[String: String]] = []
        var rest = bytes.drop { $0 == 10 || $0 == 13 }
        while !rest.isEmpty {
            let part = MIMEPart(rest)
            if !part.headers.isEmpty {
                groups.append(
                    Dictionary(part.headers.map { ($0.name, $0.value) }) { first, _ in first })
            }
            let next = part.body.drop { $0 == 10 || $0 == 13 }
            // A line that is no field is passed over.
            rest =
                next.count < rest.count
                ? next : rest[((rest.firstIndex(of: 10) ?? rest.endIndex - 1) + 1)...]
        }
        return groups
    }

    /// The address in `Name <box@host>`, `box@host` or `rfc822; box@host`, in small letters.
    static func address(_ text: String) -> String? {
        let inside: Substring
        if let open = text.lastIndex(of: "<"), let close = text[open...].firstIndex(of: ">") {
            inside = text[text.index(after: open)..<close]
        } else {
            inside = text[...]
        }
        let address = inside.trimmingCharacters(in: .whitespaces).lowercased()
        let isOne = address.contains("@") && !address.contains { $0.isWhitespace || $0 == "," }
        return isOne ? address : nil
    }

    /// The first `<…>`.
    static func messageID(in text: String) -> String? {
        text.firstMatch(of: #/<[^<>\s]+>/#).map { String($0.0) }
    }
}
