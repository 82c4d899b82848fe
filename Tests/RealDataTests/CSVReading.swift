import Foundation

/// A plain reading of a small CSV file (RFC 4180), to hold feeds against: written apart from them,
/// a state machine over a whole file's scalars.
struct CSVReading {
    let header: [String]
    /// The rows below the header, each cell by its column's name.
    let rows: [[String: String]]

    init(_ file: URL) throws {
        let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        var records: [[String]] = []
        var record: [String] = []
        var field = String.UnicodeScalarView()
        var isQuoted = false
        var previous: Unicode.Scalar?
        func endField() {
            record.append(String(field))
            field = .init()
        }
        func endRecord() {
            endField()
            if record != [""] { records.append(record) }
            record = []
        }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"":
                // A second quote right after a closing one stands for a quote.
                if !isQuoted, previous == "\"" { field.append("\"") }
                isQuoted.toggle()
            case "," where !isQuoted: endField()
            case "\n" where !isQuoted: endRecord()
            case "\r" where !isQuoted: break
            default: field.append(scalar)
            }
            previous = scalar
        }
        if !field.isEmpty || !record.isEmpty { endRecord() }
        let header = records.first ?? []
        self.header = header
        rows = records.dropFirst().map { record in
            Dictionary(zip(header, record), uniquingKeysWith: { first, _ in first })
        }
    }
}
