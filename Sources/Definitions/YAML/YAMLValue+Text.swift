import Foundation
import Problems

extension YAMLValue {
    /// A text, which must not be empty.
    func text() -> String? {
        guard let scalar = scalar() else { return nil }
        guard !scalar.text.isEmpty else {
            fault(.empty(key, isFilled: scalar.isFilled))
            return nil
        }
        return scalar.text
    }

    /// A text; an empty one counts as absent (`database: ${TIDINGS_DATABASE_URL:-}`).
    func textUnlessEmpty() -> String? {
        guard let scalar = scalar(), !scalar.text.isEmpty else { return nil }
        return scalar.text
    }

    /// One of an enumeration's words.
    func oneOf<Word: RawRepresentable<String> & CaseIterable>(_ type: Word.Type) -> Word? {
        guard let scalar = scalar("a word") else { return nil }
        if let word = Word(rawValue: scalar.text.lowercased()) { return word }
        fault(.notOneOf(Word.allCases.map(\.rawValue), key: key, shown: scalar.shown))
        return nil
    }

    /// A name that other files may use: letters, digits, hyphens and underscores.
    func name() -> String? {
        guard let scalar = scalar("a name") else { return nil }
        guard Self.isName(scalar.text) else {
            fault(.notAName(scalar.shown, key: key))
            return nil
        }
        return scalar.text
    }

    /// Whether a text may be a name: letters of any script, digits, `-` and `_`.
    static func isName(_ text: String) -> Bool {
        !text.isEmpty
            && text.unicodeScalars.allSatisfy {
                $0 == "-" || $0 == "_" || $0.properties.isAlphabetic
                    || $0.properties.numericType == .decimal
            }
    }

    /// `true` or `false` (YAML 1.2 core).
    func boolean() -> Bool? {
        guard let scalar = scalar("true or false") else { return nil }
        switch scalar.text {
        case "true", "True", "TRUE": return true
        case "false", "False", "FALSE": return false
        default:
            fault(.notABoolean(scalar.shown, key: key))
            return nil
        }
    }

    /// The name of a time zone in the IANA database.
    func timezone() -> TimeZone? {
        guard let scalar = scalar("a time zone") else { return nil }
        guard scalar.text == "UTC" || scalar.text.contains("/"),
            let zone = TimeZone(identifier: scalar.text)
        else {
            fault(.notATimezone(scalar.shown, key: key))
            return nil
        }
        return zone
    }

    /// Notes a fault at this value.
    func fault(_ fault: ValueFault) {
        self.fault(fault.summary, hint: fault.hint)
    }
}

/// What is wrong with a value, and how it should be.
struct ValueFault: Error {
    var summary: String
    var hint: String
}

extension ValueFault {
    fileprivate static func empty(_ key: String, isFilled: Bool) -> Self {
        Self(
            summary: "\"\(key)\" is empty",
            hint: isFilled
                ? "Set the environment variable to something." : "Write a value, or delete the key."
        )
    }

    fileprivate static func notOneOf(_ words: [String], key: String, shown: String) -> Self {
        let close = Suggestion.closest(to: shown, among: words)
        return Self(
            summary: "\"\(shown)\" is nothing that \"\(key)\" can be",
            hint: close.map { "Did you mean \"\($0)\"?" }
                ?? "It can be: \(words.joined(separator: ", ")).")
    }

    fileprivate static func notAName(_ shown: String, key: String) -> Self {
        Self(
            summary: "\"\(shown)\" is not a name",
            hint: "A name has letters, digits, hyphens and underscores only, as \"new-readers\".")
    }

    fileprivate static func notABoolean(_ shown: String, key: String) -> Self {
        Self(
            summary: "\"\(key)\" must be true or false, not \"\(shown)\"",
            hint: "Write true or false; YAML 1.2 has no yes, no, on and off.")
    }

    fileprivate static func notATimezone(_ shown: String, key: String) -> Self {
        let zones = TimeZone.knownTimeZoneIdentifiers
        return Self(
            summary: "\"\(shown)\" is not a time zone",
            hint: Suggestion.closest(to: shown, among: zones).map { "Did you mean \"\($0)\"?" }
                ?? "Write an IANA name, as Asia/Shanghai, Europe/Paris or UTC.")
    }
}
