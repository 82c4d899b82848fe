import Definitions
import Foundation
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
    }

    let input: Input
    /// The input as the job file names it.
    let column: String
    let value: any FieldValue
    let values: WordTable
    let prefix: [UInt8]
    let fallback: [UInt8]?
    let missing: Missing
    /// nil for a field whose text is taken as it comes.
    let transform: FieldTransform?

    /// - Parameters:
    ///   - map: The field's entry of `map:`.
    ///   - value: What reads its text.
    ///   - input: Where its text comes from.
    ///   - isKey: Whether a row without it is a reject whatever `map:` says.
    init(_ map: FieldMap, value: any FieldValue, input: Input, isKey: Bool) throws {
        self.input = input
        self.value = value
        column = map.input
        values = WordTable(map.values)
        prefix = Array((map.prefix ?? "").utf8)
        fallback = map.fallback.map { Array($0.utf8) }
        transform = try FieldTransform(map.steps)
        missing = map.skipMissing ? .skip : isKey || map.isRequired ? .reject : .null
    }

    /// Why the fallback cannot be read, if it cannot.
    var fallbackFault: String? {
        guard let fallback else { return nil }
        let scratch = CopyText(capacity: 256)
        let outcome =
            transform == nil
            ? convert(fallback.span, to: scratch)
            : write([.missing], nulls: WordTable([:]), null: "", to: scratch)
        guard case .fault(let fault) = outcome else { return nil }
        return fault.reason
    }

    enum Outcome {
        case written
        case skip
        case fault(RowFault)
    }

    /// Writes a cell's value, or `null` for an empty one.
    func write(
        _ cell: Cell, nulls: WordTable, null: StaticString, to copy: CopyText
    ) -> Outcome {
        if transform != nil { return write([cell], nulls: nulls, null: null, to: copy) }
        let text = cell.bytes.span
        let range = Blanks.trimmed(text)
        let trimmed = text.extracting(range)
        if range.isEmpty || (!nulls.isEmpty && nulls.contains(trimmed)) {
            if let fallback { return convert(fallback.span, to: copy) }
            return writeNothing(null, to: copy)
        }
        if let fault = UTF8Check.firstFault(in: cell.bytes) {
            return .fault(RowFault(column: column, reason: Self.notUTF8(fault)))
        }
        return convert(trimmed, to: copy)
    }

    /// What becomes of an empty value.
    func writeNothing(_ null: StaticString, to copy: CopyText) -> Outcome {
        switch missing {
        case .null:
            copy.append(null)
            for _ in 1..<value.columnCount { copy.append("\t\\N") }
            return .written
        case .skip: return .skip
        case .reject: return .fault(RowFault(column: column, reason: Self.noValue))
        }
    }

    private func convert(_ text: Span<UInt8>, to copy: CopyText) -> Outcome {
        if !values.isEmpty, let word = values.value(of: text) { return finish(word.span, to: copy) }
        return finish(text, to: copy)
    }

    func finish(_ text: Span<UInt8>, to copy: CopyText) -> Outcome {
        let reason: String?
        if prefix.isEmpty {
            reason = value.write(text, to: copy)
        } else {
            let whole = prefix + text.withUnsafeBufferPointer { Array($0) }
            reason = value.write(whole.span, to: copy)
        }
        return reason.map { .fault(RowFault(column: column, reason: $0)) } ?? .written
    }
}

extension FieldPlan {
    static let noValue = "no value"

    static func notUTF8(_ offset: Int) -> String {
        "not valid UTF-8 at byte \(offset + 1) of the value"
    }
}
