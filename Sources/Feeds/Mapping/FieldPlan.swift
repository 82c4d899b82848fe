import Definitions
import Problems

/// How one field of a feed is filled: which cell, and what happens to it on its way.
///
/// A cell is trimmed; a null's spelling and nothing at all are empty; an empty value takes the
/// fallback, read as if the cell held it; then `values:` and the prefix apply; then the type reads
/// it. A field with a ``transform`` goes a longer way.
final class FieldPlan {
    enum Missing {
        case null
        case reject
        case skip
    }

    enum Input {
        case cell(Int)
        /// Several that are joined.
        case cells([Int])
        /// `$row`: the row's number in the feed.
        case rowNumber

        /// The one cell that is taken; nil for other inputs.
        var cell: Int? {
            guard case .cell(let index) = self else { return nil }
            return index
        }
    }

    let input: Input
    /// The input as the job file names it.
    let column: String
    let value: any FieldValue
    /// What stands before the value in an object: `{"news": ` or `, "greetings": `.
    let opening: [UInt8]
    /// nil for a field whose text is taken as it comes.
    let transform: FieldTransform?
    let nulls: WordTable
    let values: WordTable
    private let prefix: [UInt8]
    let fallback: [UInt8]?
    private let missing: Missing
    /// Whether the type reads every cell as it is that is not empty.
    private let isPlain: Bool

    /// - Parameters:
    ///   - map: The field's entry of `map:`.
    ///   - value: What reads its text.
    ///   - input: Where its text comes from.
    ///   - isKey: Whether a row without it is a reject whatever `map:` says.
    ///   - nulls: Spellings of nothing besides the empty value.
    ///   - opening: What stands before the value, if it is a member of an object.
    init(
        _ map: FieldMap, value: any FieldValue, input: Input, isKey: Bool, nulls: WordTable,
        opening: [UInt8] = []
    ) throws {
        self.input = input
        self.value = value
        self.nulls = nulls
        self.opening = opening
        column = map.input
        values = WordTable(map.values)
        prefix = Array((map.prefix ?? "").utf8)
        fallback = map.fallback.map { Array($0.utf8) }
        missing = map.skipMissing ? .skip : isKey || map.isRequired ? .reject : .null
        transform = try FieldTransform(map.steps)
        isPlain = values.isEmpty && prefix.isEmpty && nulls.isEmpty && transform == nil
    }

    /// Why the fallback cannot be read, if it cannot.
    var fallbackFault: String? {
        guard let fallback else { return nil }
        let scratch = BinaryRows(capacity: 256)
        let outcome =
            transform == nil
            ? convert(fallback.span, to: scratch)
            : write([.missing], isUTF8: true, to: scratch)
        guard case .fault(let reason) = outcome else { return nil }
        return reason
    }

    enum Outcome {
        case written
        case skip
        /// Why the cell cannot be read.
        case fault(String)
        /// Where in the cell a byte stands that is no UTF-8.
        case undecodable(at: Int)
    }

    /// Writes a cell's value, or null for an empty one.
    ///
    /// - Parameter isUTF8: Whether the whole row is known to be valid UTF-8.
    @inline(__always)
    func write(_ cell: Cell, isUTF8: Bool, to rows: BinaryRows) -> Outcome {
        let text = cell.trimmed
        guard isPlain, isUTF8, text.count > 0 else {
            return write(cell, trimmed: text.bytes.span, isUTF8: isUTF8, to: rows)
        }
        return value.write(text.bytes.span, to: rows).map(Outcome.fault) ?? .written
    }

    private func write(
        _ cell: Cell, trimmed text: Span<UInt8>, isUTF8: Bool, to rows: BinaryRows
    ) -> Outcome {
        if transform != nil { return write([cell], isUTF8: isUTF8, to: rows) }
        if text.isEmpty || (!nulls.isEmpty && nulls.contains(text)) {
            return writeMissing(to: rows)
        }
        if !isUTF8, let fault = UTF8Check.firstFault(in: cell.bytes) {
            return .undecodable(at: fault)
        }
        return convert(text, to: rows)
    }

    private func writeMissing(to rows: BinaryRows) -> Outcome {
        if let fallback { return convert(fallback.span, to: rows) }
        return writeNothing(to: rows)
    }

    /// What becomes of an empty value without a default.
    func writeNothing(to rows: BinaryRows) -> Outcome {
        switch missing {
        case .null:
            value.writeNull(to: rows)
            return .written
        case .skip: return .skip
        case .reject: return .fault(Self.noValue)
        }
    }

    private func convert(_ text: Span<UInt8>, to rows: BinaryRows) -> Outcome {
        if !values.isEmpty, let word = values.value(of: text) { return finish(word.span, to: rows) }
        return finish(text, to: rows)
    }

    /// Writes a text, the prefix before it.
    func finish(_ text: Span<UInt8>, to rows: BinaryRows) -> Outcome {
        let reason: String?
        if prefix.isEmpty {
            reason = value.write(text, to: rows)
        } else {
            let whole = prefix + text.withUnsafeBufferPointer { Array($0) }
            reason = value.write(whole.span, to: rows)
        }
        return reason.map(Outcome.fault) ?? .written
    }
}

extension FieldPlan {
    static let noValue = "no value"

    static func undecodable(_ offset: Int, _ encoding: String = "UTF-8") -> String {
        "not valid \(encoding) at byte \(offset + 1) of the value"
    }
}
