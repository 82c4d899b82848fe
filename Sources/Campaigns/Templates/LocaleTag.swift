/// Language tags of BCP 47, as `zh-CN`, and which of some fits best.
enum LocaleTag {
    static func isTag(_ text: some StringProtocol) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return (2...3).contains(parts.first?.count ?? 0)
            && parts.allSatisfy { part in
                (1...8).contains(part.count)
                    && part.utf8.allSatisfy { $0 < 0x80 && $0 != UInt8(ascii: ".") }
            }
    }

    /// A tag and what it falls back on: `zh-hant-tw`, `zh-hant`, `zh`; in lower case.
    static func chain(_ tag: String) -> [String] {
        let parts = tag.lowercased().replacing("_", with: "-").split(separator: "-")
        return parts.indices.reversed().map { parts[...$0].joined(separator: "-") }
    }

    static func language(_ tag: String) -> String { chain(tag).last ?? "" }
}
