import Definitions
import Problems

/// How one field of a feed is filled: which cell, and what happens to it on its way.
///
/// A cell is trimmed; a null's spelling and nothing at all are empty; an empty value takes the
/// fallback, read as if the cell held it; then `values:` and the prefix apply; then the type reads
/// it.
final class FieldPlan {
    enum Missing {
        case null
        case reject
        case skip
    }

    enum Input {
        case cell(Int)
        /// `$row`: the row's number in the feed.
        case rowNumber
    }

    let input: Input
    /// The input as the job file names it.
    let column: String
    let value: any FieldValue
    private let nulls: WordTable
    private let values: WordTable
    private let prefix: [UInt8]
    private let fallback: [UInt8]?
    private let missing: Missing
    /// Whether the type reads the cell as it is.
    private let isPlain: Bool

    /// - Parameters:
    ///   - map: The field's entry of `map:`.
    ///   - value: What reads its text.
    ///   - input: Where its text comes from.
    ///   - isKey: Whether a row without it is a reject whatever `map:` says.
    ///   - nulls: Spellings of nothing besides the empty value.
    init(_ map: FieldMap, value: any FieldValue, input: Input, isKey: Bool, nulls: WordTable) {
        self.input = input
        self.value = value
        self.nulls = nulls
        column = map.input
        values = WordTable(map.values)
        prefix = Array((map.prefix ?? "").utf8)
        fallback = map.fallback.map { Array($0.utf8) }
        missing = map.skipMissing ? .skip : isKey || map.isRequired ? .reject : .null
        isPlain = values.isEmpty && prefix.isEmpty
    }

    /// Why the fallback cannot be read, if it cannot.
    var fallbackFault: String? {
        guard let fallback,
            case .fault(let reason) = convert(fallback.span, to: BinaryRows(capacity: 256))
        else { return nil }
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
    func write(_ cell: Cell, isUTF8: Bool, to rows: BinaryRows) -> Outcome {
        let text = cell.trimmed
        if text.count == 0 || (!nulls.isEmpty && nulls.contains(text.bytes.span)) {
            return writeMissing(to: rows)
        }
        if !isUTF8, let fault = UTF8Check.firstFault(in: cell.bytes) {
            return .undecodable(at: fault)
        }
        if isPlain {
            return value.write(text.bytes.span, to: rows).map(Outcome.fault) ?? .written
        }
        return convert(text.bytes.span, to: rows)
    }

    private func writeMissing(to rows: BinaryRows) -> Outcome {
        if let fallback { return convert(fallback.span, to: rows) }
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

    private func finish(_ text: Span<UInt8>, to rows: BinaryRows) -> Outcome {
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
