/// Takes addresses out of what a server said, so that it may be logged and kept.
package enum Redaction {
    /// What stands where an address stood.
    package static let mark = "•••"

    /// The text with every word that holds an `@`, and every whole word of `words`, replaced by
    /// `•••`, and control characters by spaces.
    ///
    /// - Parameter words: more to hide, such as the local part of the recipient; compared without
    ///   case, ignored when shorter than three characters.
    package static func redacted(_ text: String, hiding words: [String] = []) -> String {
        guard isSuspect(text, words) else { return text }
        let hidden = Set(words.filter { $0.count >= 3 }.map { $0.lowercased() })
        var result = ""
        var word = ""
        func flush() {
            let isHidden = word.contains("@") || hidden.contains(word.lowercased())
            result += isHidden ? mark : word
            word = ""
        }
        for character in text {
            if isBoundary(character) {
                flush()
                result.append(isControl(character) ? " " : character)
            } else {
                word.append(character)
            }
        }
        flush()
        return result
    }

    /// Whether there may be anything to hide: few texts hold an `@`, a control character or the word.
    private static func isSuspect(_ text: String, _ words: [String]) -> Bool {
        text.utf8.contains { $0 == UInt8(ascii: "@") || $0 < 0x20 || $0 == 0x7F }
            || words.contains { isWithin(text.utf8.map { $0 | 0x20 }, $0.utf8.map { $0 | 0x20 }) }
    }

    private static func isWithin(_ text: [UInt8], _ word: [UInt8]) -> Bool {
        guard word.count >= 3, text.count >= word.count else { return false }
        return (0...text.count - word.count).contains { text[$0...].starts(with: word) }
    }

    private static func isBoundary(_ character: Character) -> Bool {
        isControl(character) || character.isWhitespace || "<>()[]{}\"',;:".contains(character)
    }

    private static func isControl(_ character: Character) -> Bool {
        character.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
    }
}
