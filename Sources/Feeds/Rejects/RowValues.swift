/// Keeps rejected rows as CSV, a column for each input, where their bytes cannot be read alone.
struct RowValues {
    /// The header; what is kept is UTF-8.
    let frame: RowFrame
    /// The cells that are kept: one of each name.
    private let kept: [Int]

    /// - Parameter name: What an input's column is called.
    init(_ inputs: [RowInput], name: (RowInput) -> String) {
        let names = inputs.map(name)
        var seen: Set<String> = []
        let kept = names.indices.filter { seen.insert(names[$0]).inserted }
        frame = RowFrame(
            format: .csv, delimiter: UInt8(ascii: ","),
            opening: CSVText.row(kept.map { Array(names[$0].utf8) }))
        self.kept = kept
    }

    /// A row, nothing where a value is not there.
    func row(_ cells: UnsafeBufferPointer<Cell>) -> [UInt8] {
        CSVText.row(kept.map { cells[$0].base == nil ? nil : Array(cells[$0].bytes) })
    }
}
