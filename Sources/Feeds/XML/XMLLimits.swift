/// What bounds the memory and the time that a file can take, whatever is in it.
enum XMLLimits {
    /// The most bytes of one value; more is a reject.
    static let value = 8 << 20
    /// The most memory of what paths ask for of one record, in bytes; more is a reject.
    static let record = 12 << 20
    /// The most memory for what stands above and before the records; more ends the feed.
    static let above = 8 << 20
    /// How deep elements may nest, and how many attributes one may have.
    static let depth = 256
    static let attributes = 1000
    /// How many bytes the different names of a file may take, and how many there may be.
    static let names = 1 << 20
    static let nameCount = 1 << 16
    /// The longest tag, and the longest DTD, in bytes.
    static let tag = 10 << 20
    static let doctype = 1 << 20
}
