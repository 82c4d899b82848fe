import Definitions

/// The values of a feed's mapped columns in a sample, as their types would read them.
struct CSVColumns {
    /// The field, its type and its values: trimmed and transformed, without empty ones.
    struct Column {
        var map: FieldMap
        var type: FieldType
        var values: [[UInt8]]
        /// The line of each value.
        var lines: [Int]
    }

    let all: [Column]

    /// The columns whose type has more than one way of writing: numbers, dates and times.
    init(_ feed: Feed, nulls: [String], rows: ArraySlice<CSVSample.Row>, names: [String]) throws {
        let nothing = WordTable(nulls)
        let types = Dictionary(
            feed.entity.fields.map { ($0.name, $0.type) }, uniquingKeysWith: { first, _ in first })
        let wide = rows.filter { $0.fields.count >= names.count }
        all = try feed.map.compactMap { map -> Column? in
            guard let type = types[map.field], type.isNumber || type.isDate else { return nil }
            let indices = map.inputs.compactMap { names.firstIndex(of: $0) }
            guard indices.count == map.inputs.count else { return nil }
            let transform = try FieldTransform(map.steps)
            var column = Column(map: map, type: type, values: [], lines: [])
            for row in wide {
                let texts = indices.map { row.fields[$0] }
                var text = transform?.joined(texts) ?? texts[0]
                text = Array(text[transform?.trimmed(text.span) ?? Blanks.trimmed(text.span)])
                if nothing.contains(text.span) { continue }
                text = transform?.reshaped(text) ?? text
                guard !text.isEmpty, map.values[String(decoding: text, as: UTF8.self)] == nil else {
                    continue
                }
                column.values.append(text)
                column.lines.append(row.line)
            }
            return column
        }
    }
}

extension FieldType {
    /// Whether `decimal:` is for it.
    var isNumber: Bool { [.number, .integer, .importance, .rate].contains(self) }

    /// Whether `format:` is for it.
    var isDate: Bool { [.date, .instant, .birthday].contains(self) }
}
