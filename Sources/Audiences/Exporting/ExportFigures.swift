package import Definitions
package import Problems

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

extension ExportFigures {
    /// Throws when more would move than the export's guard allows. The first list is not guarded.
    package func check(by export: Export) throws(Problem) {
        let before = removed + changed + unchanged
        let moving = added + changed + removed
        guard let limit = export.guardPercent, before > 0 else { return }
        guard Double(moving) * 100 > limit * Double(before) else { return }
        let share = Double(moving) * 100 / Double(before)
        throw Problem(
            .guarded,
            "the export \"\(export.name)\" would change by \(share.tenths)%, more than the "
                + "\(limit.tenths)% of its guard: of \(before) rows \(removed) go and "
                + "\(changed) change, and \(added) come",
            at: export.place,
            hint: "Nothing was written. If it is right, raise the guard for one run.")
    }
}
