/// Decodes one kind of source, row by row, into cells that stand in the order of the mapper's
/// inputs.
///
/// CSV, XML and queries each have one; what follows (mapping, validation, binary COPY) is the same
/// for all.
protocol RowSource: AnyObject {
    /// Hands the rows of the next stretch of input to the mapper; false when there is none left.
    ///
    /// A stretch is some hundred kilobytes, so that memory stays flat.
    nonisolated(nonsending) func read(into mapper: RowMapper) async throws -> Bool

    /// The greatest value of the `since` column so far, as text; nil where there is none.
    var cursor: String? { get }

    /// How many bytes of the file, packed as it is, were read; 0 for queries.
    var readCount: Int { get }

    /// What stands around the rows, once one was read; nil where a rejected row cannot be read
    /// alone.
    var frame: RowFrame? { get }
}

/// A column or path that a feed reads from, with where its job file says so.
struct RowInput: Sendable, Equatable {
    var name: String
    /// Whether all matches are wanted, joined by U+001F, and not only the first (categories).
    var isRepeated = false
    /// Whether it is one of an order's lines, where these are elements of their own.
    var isOfLine = false

    /// Its name among paths, of which the same may be asked for in several ways.
    var pathName: String {
        name + (isOfLine ? " (line)" : "") + (isRepeated ? " (all)" : "")
    }
}
