import Definitions
import Problems

/// What a field's text goes through before its type reads it, as ``TextSteps`` puts it; nil for a
/// field whose text is taken as it comes, so that such fields pay nothing.
///
/// ``FieldPlan`` knows the order: it asks for ``trimmed``, looks for nothing and the default,
/// asks for ``reshaped``, translates `values:`, and asks for ``lookedUp``.
struct FieldTransform: Sendable {
    private let separator: [UInt8]
    private let trim: [[UInt8]]
    private let split: (separator: [UInt8], take: Int)?
    private let letters: TextSteps.Letters?
    private let lookup: LookupTable?

    /// Reads the lookup's file as a table, if there is one; its faults are the definition's.
    init?(_ steps: TextSteps) throws {
        guard !steps.isEmpty else { return nil }
        separator = Array((steps.join?.separator ?? "").utf8)
        trim = steps.trim.unicodeScalars.map { Array(String($0).utf8) }
        split = steps.split.map { (Array($0.separator.utf8), $0.take) }
        letters = steps.letters
        lookup = try steps.lookup.map { try LookupTable($0) }
    }

    /// The texts of several columns as one: each without the blanks around it, empty ones left out.
    func joined(_ texts: [[UInt8]]) -> [UInt8] {
        let parts = texts.map { Array($0[Blanks.trimmed($0.span)]) }.filter { !$0.isEmpty }
        return Array(parts.joined(separator: separator))
    }

    /// A text without blanks and the characters to be trimmed at both ends.
    func trimmed(_ text: Span<UInt8>) -> Range<Int> {
        var range = Blanks.trimmed(text)
        while !trim.isEmpty {
            let before = range
            for character in trim {
                while range.count >= character.count,
                    Self.matches(text, at: range.lowerBound, character)
                {
                    range = (range.lowerBound + character.count)..<range.upperBound
                }
                while range.count >= character.count,
                    Self.matches(text, at: range.upperBound - character.count, character)
                {
                    range = range.lowerBound..<(range.upperBound - character.count)
                }
            }
            let inner = Blanks.trimmed(text.extracting(range))
            let start = range.lowerBound
            range = (start + inner.lowerBound)..<(start + inner.upperBound)
            if range == before { break }
        }
        return range
    }

    /// The part that is taken, in small or capital letters; empty if there is no such part.
    func reshaped(_ text: [UInt8]) -> [UInt8] {
        var text = text
        if let split {
            let part = Self.part(split.take, of: text, by: split.separator)
            text = Array(part[trimmed(part.span)])
        }
        switch letters {
        case nil: return text
        case .lower: return Self.lowered(text)
        case .upper: return Self.uppered(text)
        }
    }

    /// What the lookup's file says of a text; the text itself without a lookup, nil if the file
    /// does not have it.
    func lookedUp(_ text: [UInt8]) -> [UInt8]? {
        guard let lookup else { return text }
        return lookup.value(of: text.span)
    }

    /// Why a row is rejected whose text the lookup's file does not have.
    var notFound: String { "not in \(lookup?.file ?? "")" }

    private static func part(_ take: Int, of text: [UInt8], by separator: [UInt8]) -> [UInt8] {
        var parts: [ArraySlice<UInt8>] = []
        var start = 0
        var index = 0
        while index + separator.count <= text.count {
            if matches(text.span, at: index, separator) {
                parts.append(text[start..<index])
                index += separator.count
                start = index
            } else {
                index += 1
            }
        }
        parts.append(text[start...])
        // Where people part words by a blank, they now and then write two.
        if separator == [0x20] { parts.removeAll(where: \.isEmpty) }
        let wanted = take > 0 ? take - 1 : parts.count + take
        return parts.indices.contains(wanted) ? Array(parts[wanted]) : []
    }

    private static func matches(_ text: Span<UInt8>, at start: Int, _ word: [UInt8]) -> Bool {
        for index in word.indices where text[start + index] != word[index] { return false }
        return true
    }

    private static func lowered(_ text: [UInt8]) -> [UInt8] {
        guard text.allSatisfy({ $0 < 0x80 }) else {
            return Array(String(decoding: text, as: UTF8.self).lowercased().utf8)
        }
        return text.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }
    }

    private static func uppered(_ text: [UInt8]) -> [UInt8] {
        guard text.allSatisfy({ $0 < 0x80 }) else {
            return Array(String(decoding: text, as: UTF8.self).uppercased().utf8)
        }
        return text.map { 0x61...0x7A ~= $0 ? $0 & 0xDF : $0 }
    }
}
