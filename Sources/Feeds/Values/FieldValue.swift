/// Reads one type of value and writes it in its binary form.
///
/// One file and one test file for each type.
protocol FieldValue: AnyObject {
    /// Writes a value, or says why it cannot be read; the text is trimmed, not empty and valid
    /// UTF-8. What was written before a fault is forgotten by the caller.
    func write(_ text: Span<UInt8>, to rows: BinaryRows) -> String?

    /// Writes that there is no value.
    func writeNull(to rows: BinaryRows)
}

extension FieldValue {
    func writeNull(to rows: BinaryRows) { rows.appendNull() }
}

/// What all readers say of a NUL byte, which PostgreSQL's text cannot hold.
let nulReason = "holds a NUL byte"
