import Running

/// Prints a listing: a JSON object a line, or a table of some columns.
enum ListingPrinter {
    static func print(
        _ rows: [JSONValue], json: Bool, columns: [(name: String, alignment: TextTable.Alignment)],
        empty: String
    ) {
        if json { return rows.forEach { Console.out($0.description) } }
        guard !rows.isEmpty else { return Console.out(empty) }
        var table = TextTable(columns.map(\.alignment))
        table.add(columns.map(\.name))
        for row in rows { table.add(columns.map { row[$0.name] }) }
        Console.out(table.lines(indent: 0).joined(separator: "\n"))
    }
}
