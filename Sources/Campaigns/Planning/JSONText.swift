import Foundation

/// JSON for a statement's parameter.
enum JSONText {
    /// The text of a value; keys are sorted, so that the same value is the same text.
    static func of(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Only dictionaries, arrays, numbers and texts come here: all of them encode.
        guard let data = try? encoder.encode(value) else { return "null" }
        return String(decoding: data, as: UTF8.self)
    }
}
