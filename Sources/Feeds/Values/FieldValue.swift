/// Reads one type of value and writes it in its canonical COPY form.
///
/// One file and one test file for each type.
protocol FieldValue: AnyObject {
    /// Writes a value, or says why it cannot be read; the text is trimmed, not empty and valid
    /// UTF-8. What was written before a fault is forgotten by the caller.
    func write(_ text: Span<UInt8>, to copy: CopyText) -> String?

    /// How many columns of the stage one value fills.
    var columnCount: Int { get }
}

extension FieldValue {
    var columnCount: Int { 1 }
}

/// What all readers say of a NUL byte, which PostgreSQL's text cannot hold.
let nulReason = "holds a NUL byte"
