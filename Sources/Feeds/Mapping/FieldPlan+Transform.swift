extension FieldPlan {
    /// Writes the value of one or several cells that is transformed on its way, as ``TextSteps``
    /// orders the steps.
    func write(
        _ cells: [Cell], nulls: WordTable, null: StaticString, to copy: CopyText
    ) -> Outcome {
        guard let transform else { return write(cells[0], nulls: nulls, null: null, to: copy) }
        for cell in cells {
            if let fault = UTF8Check.firstFault(in: cell.bytes) {
                return .fault(RowFault(column: column, reason: Self.notUTF8(fault)))
            }
        }
        let texts = cells.map { Array($0.bytes) }
        let whole = texts.count == 1 ? texts[0] : transform.joined(texts)
        var text = Array(whole[transform.trimmed(whole.span)])
        if text.isEmpty || nulls.contains(text.span) {
            guard let fallback else { return writeNothing(null, to: copy) }
            text = fallback
        }
        text = transform.reshaped(text)
        if text.isEmpty {
            guard let fallback else { return writeNothing(null, to: copy) }
            return finish(fallback.span, to: copy)
        }
        text = values.value(of: text.span) ?? text
        if let found = transform.lookedUp(text) {
            return found.isEmpty ? writeNothing(null, to: copy) : finish(found.span, to: copy)
        }
        if let fallback { return finish(fallback.span, to: copy) }
        let reason = transform.lookup?.notFound ?? Self.noValue
        return .fault(RowFault(column: column, reason: reason))
    }
}
