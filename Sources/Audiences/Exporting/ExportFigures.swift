/// What an export came to: rows = added + changed + unchanged.
package struct ExportFigures: Sendable, Equatable {
    package var rows: Int
    package var added: Int
    package var changed: Int
    package var removed: Int
    package var unchanged: Int

    package init(rows: Int, added: Int, changed: Int, removed: Int, unchanged: Int) {
        self.rows = rows
        self.added = added
        self.changed = changed
        self.removed = removed
        self.unchanged = unchanged
    }

    package var isChange: Bool { added + changed + removed > 0 }
}
