@testable import Feeds

/// What a value's reader writes for a text, or `✗` and why not.
func written(_ text: String, by value: any FieldValue) -> String {
    let copy = CopyText(capacity: 16)
    let bytes = Array(text.utf8)
    if let reason = value.write(bytes.span, to: copy) { return "✗ \(reason)" }
    return String(decoding: copy.take(), as: UTF8.self)
}
