extension FieldPlan {
    /// Writes the value of one or several cells that is transformed on its way, as ``TextSteps``
    /// orders the steps.
    func write(_ cells: [Cell], isUTF8: Bool, to rows: BinaryRows) -> Outcome {
        guard let transform else { return write(cells[0], isUTF8: isUTF8, to: rows) }
        if !isUTF8 {
            for cell in cells {
                if let fault = UTF8Check.firstFault(in: cell.bytes) {
                    return .undecodable(at: fault)
                }
            }
        }
        let texts = cells.map { Array($0.bytes) }
        let whole = texts.count == 1 ? texts[0] : transform.joined(texts)
        var text = Array(whole[transform.trimmed(whole.span)])
        if text.isEmpty || nulls.contains(text.span) {
            guard let fallback else { return writeNothing(to: rows) }
            text = fallback
        }
        text = transform.reshaped(text)
        if text.isEmpty {
            guard let fallback else { return writeNothing(to: rows) }
            return finish(fallback.span, to: rows)
        }
        text = values.value(of: text.span) ?? text
        if let found = transform.lookedUp(text) {
            return found.isEmpty ? writeNothing(to: rows) : finish(found.span, to: rows)
        }
        guard let fallback else { return .fault(transform.notFound) }
        return finish(fallback.span, to: rows)
    }
}
