import Foundation
import Problems

extension Export {
    /// Reads an entry of `load:` that begins with `export:`.
    static func read(_ value: YAMLValue, names: DeclaredNames) -> Export? {
        value.mapping { keys in
            let nameValue = keys.required("export", "export: rebates")
            let name = names.declared(.export, nameValue)
            let list = List.read(keys, names: names)
            let columnsValue = keys.optional("columns")
            let columns =
                columnsValue.isPresent
                ? Column.readAll(columnsValue, of: list, names: names) : list?.columns
            let target = Target.read(keys, names: names)
            let changed = keys.optional("if_changed").boolean()
            let guardPercent = keys.optional("guard").percent(after: "change at most")
            let limits = StepLimits.read(keys)
            guard let name, let list, let target else { return nil }
            guard let columns else {
                if !columnsValue.isPresent { keys.fault(.noColumns) }
                return nil
            }
            guard columns.contains(where: \.isID) else {
                columnsValue.fault(.noID)
                return nil
            }
            return Export(
                name: name, list: list, columns: columns, target: target,
                onlyIfChanged: changed ?? false, guardPercent: guardPercent,
                limits: limits, place: nameValue.place)
        }
    }
}

extension Export.List {
    fileprivate static func read(_ keys: YAMLMapping, names: DeclaredNames) -> Self? {
        let segment = keys.optional("segment")
        let tiers = keys.optional("tiers")
        let customers = keys.optional("customers")
        guard [segment, tiers, customers].count(where: \.isPresent) == 1 else {
            keys.fault(.whichList)
            return nil
        }
        if segment.isPresent { return names.existing(.segment, segment).map { .segment($0) } }
        if tiers.isPresent {
            return names.existing(.programme, tiers).map { .tiers(programme: $0) }
        }
        if customers.scalar()?.text == "all" { return .customers(nil) }
        return CheckedExpression.read(customers, expecting: .condition, names: names)
            .map { .customers($0) }
    }

    /// What is written unless `columns:` says otherwise.
    fileprivate var columns: [Export.Column]? {
        let id = Export.Column("customer", .field(.text(.customer(.id))))
        switch self {
        case .segment: return [id, Export.Column("since", .since)]
        case .tiers(let programme):
            return [
                id, Export.Column("tier", .field(.text(.tier(programme: programme)))),
                Export.Column("discount", .discount), Export.Column("since", .since),
                Export.Column("until", .until),
            ]
        case .customers: return nil
        }
    }
}

extension Export.Column {
    fileprivate static func readAll(
        _ value: YAMLValue, of list: Export.List?, names: DeclaredNames
    ) -> [Self]? {
        guard let entries = value.entries() else { return nil }
        let columns = entries.compactMap { entry -> Self? in
            guard let name = entry.asName.name() else { return nil }
            return read(entry.value, of: list, names: names).map { Self(name, $0) }
        }
        return columns.count == entries.count ? columns : nil
    }

    private static func read(
        _ value: YAMLValue, of list: Export.List?, names: DeclaredNames
    ) -> Export.Value? {
        guard let scalar = value.scalar("a field or an amount") else { return nil }
        switch (scalar.text, list) {
        case ("since", .segment), ("since", .tiers): return .since
        case ("until", .tiers): return .until
        case ("discount", .tiers): return .discount
        case ("tier", .tiers(let programme)): return .field(.text(.tier(programme: programme)))
        default: break
        }
        // What may be asked whether it is known is a field; everything else is an amount.
        let asked = ExpressionParser.parse(
            "\(scalar.text) is known", at: Place("columns"), names: names.forExpressions,
            expecting: .condition)
        if case .success(let expression) = asked,
            case .condition(.known(let field)) = expression.tree
        {
            return .field(field)
        }
        guard
            let expression = CheckedExpression.read(value, expecting: .amount, names: names),
            case .amount(let metric) = expression.tree
        else { return nil }
        return .field(.number(metric))
    }
}

extension Export.Target {
    fileprivate static func read(_ keys: YAMLMapping, names: DeclaredNames) -> Self? {
        let file = keys.optional("file")
        let table = keys.optional("table")
        let to = keys.optional("to")
        guard file.isPresent != table.isPresent else {
            keys.fault(.whichTarget)
            return nil
        }
        if table.isPresent {
            let source = names.existing(.source, keys.required("to", "to: shop"))
            guard let source, let name = table.scalar("a table")?.text else { return nil }
            guard isTable(name) else {
                table.fault(.notATable(name))
                return nil
            }
            guard names.sourceKinds[source] ?? "postgres" == "postgres" else {
                to.fault(.notADatabase(source))
                return nil
            }
            return .table(name, source: source)
        }
        if to.isPresent { to.fault(.folderOfFile) }
        return FilePattern.read(file).map {
            .file($0, in: names.root.path(percentEncoded: false))
        }
    }

    /// `rebate` or `shop.rebate`: letters, digits and underscores.
    private static func isTable(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return (1...2).contains(parts.count)
            && parts.allSatisfy { part in
                !part.isEmpty && part.allSatisfy { $0 == "_" || $0.isLetter || $0.isNumber }
            }
    }
}

extension ValueFault {
    fileprivate static let whichList = Self(
        summary: "an export must say of what it is",
        hint: "Write one of \"segment: NAME\", \"tiers: PROGRAMME\" or \"customers: all\".")

    fileprivate static let whichTarget = Self(
        summary: "an export must say where it goes",
        hint: "Write \"file: exports/rebates-{date}.csv\", or \"table: rebate\" and \"to: shop\".")

    fileprivate static let noColumns = Self(
        summary: "an export of customers must say what it writes",
        hint: "Add \"columns: {customer: id, email: email}\".")

    fileprivate static let noID = Self(
        summary: "no column has the customer's id",
        hint: "Add one, as \"customer: id\": rows are known by it.")

    fileprivate static let folderOfFile = Self(
        summary: "\"to\" names the database of a table",
        hint: "Delete it: the file's path begins at the workspace's folder.")

    fileprivate static func notATable(_ name: String) -> Self {
        Self(
            summary: "\"\(name)\" is not the name of a table",
            hint: "Write it as rebate, or with its schema as shop.rebate.")
    }

    fileprivate static func notADatabase(_ source: String) -> Self {
        Self(
            summary: "the source \"\(source)\" is no database",
            hint: "Name a source with \"postgres\", or write \"file\" instead of \"table\".")
    }
}
