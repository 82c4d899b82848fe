import Problems

extension YAMLValue {
    /// The label of an encoding; `auto` is none.
    func encoding() -> TextEncoding? {
        guard let scalar = scalar("the name of an encoding") else { return nil }
        if scalar.text.lowercased() == "auto" { return nil }
        guard let encoding = TextEncoding(label: scalar.text) else {
            fault(.unknownEncoding(scalar.shown))
            return nil
        }
        return encoding
    }
}

extension ValueFault {
    fileprivate static func unknownEncoding(_ shown: String) -> Self {
        Self(
            summary: "there is no encoding \"\(shown)\"",
            hint: Suggestion.closest(to: shown, among: TextEncoding.labels).map {
                "Did you mean \"\($0)\"?"
            } ?? "Write auto, or a name as utf-8, gb18030 or windows-1252.")
    }
}
