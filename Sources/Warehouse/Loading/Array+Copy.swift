/// Writes what binary COPY is made of.
extension [UInt8] {
    /// A field of a fixed width with its length before it.
    mutating func append(field value: some FixedWidthInteger) {
        append(raw: Int32(value.bitWidth / 8))
        append(raw: value)
    }

    /// A number, the highest byte first.
    mutating func append(raw value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
    }
}
