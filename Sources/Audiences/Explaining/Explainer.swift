package import Definitions
package import Foundation
package import Postgres
import Problems

/// Explains conditions of one customer: each node with the customer's own values, and where these
/// came from.
///
/// The truth of each condition is what its compiled SQL says of the customer, so that an explanation
/// and an evaluation as of the same instant agree. Works in a transaction that the caller rolls
/// back: it makes temporary tables and writes nothing.
package struct Explainer: Sendable {
    let compiler: ExpressionCompiler
    /// By name: the conditions of the segments that conditions read.
    private let segments: [String: Segment]
    /// How many rows are told of behind an amount.
    private let limit: Int
    private static let table = "explained_customer"

    /// - Parameters:
    ///   - timezone: the workspace's.
    ///   - currency: the workspace's, ISO 4217.
    ///   - asOf: what windows are relative to.
    ///   - segments: those of the workspace.
    ///   - limit: how many rows are told of behind an amount.
    package init(
        timezone: TimeZone, currency: String, asOf: Date, segments: [Segment], limit: Int = 3
    ) {
        compiler = ExpressionCompiler(timezone: timezone, currency: currency, asOf: asOf)
        self.segments = Dictionary(segments.map { ($0.name, $0) }) { first, _ in first }
        self.limit = limit
    }

    /// Prepares for a customer, in the transaction of the caller.
    ///
    /// - Throws: a `Problem` of usage when the warehouse knows no such customer.
    package func begin(_ customer: String, _ connection: Connection) async throws {
        let made = try await connection.execute(
            Statement("explain_customer", PackageResources.explain_customer_sql),
            [.text(customer)])
        guard made.affected == 1 else { throw Self.noCustomer(customer) }
    }

    /// Why an expression holds of the customer, or not; of an amount, why it is more than none.
    package func explain(
        _ expression: CheckedExpression, _ connection: Connection
    ) async throws -> Explanation {
        let leaves = expression.condition.leaves
        var query = compiler.query(
            for: expression, restrictedTo: SQLName(checking: Self.table))
        var columns: [SQLText] = []
        var names: [[String]] = []
        for (index, leaf) in leaves.enumerated() {
            let truth = query.sql(leaf, isRequired: false)
            columns.append("(\(truth)) AS \(SQLName("t", index))")
            let values = query.values(of: leaf)
            names.append(values.map(\.name))
            for (position, value) in values.enumerated() {
                columns.append("(\(value.column))::text AS \(SQLName("v", index * 10 + position))")
            }
            let sources = query.sources(of: leaf) ?? "NULL"
            columns.append("(\(sources))::text[] AS \(SQLName("s", index))")
        }
        let compiled = CompiledQuery(query.select(.joined(columns, by: ", ")))
        let row = try await connection.execute(
            Statement(name: "explain", sql: compiled.sql), compiled.parameters
        ).first
        guard let row else { return Explanation(.condition, expression.text, .unknown) }
        var explained: [Condition: Explanation] = [:]
        for (index, leaf) in leaves.enumerated() where explained[leaf] == nil {
            explained[leaf] = try await explain(leaf, index, names[index], row, connection)
        }
        return tree(expression.condition, explained)
    }

    // MARK: Steps

    private func explain(
        _ leaf: Condition, _ index: Int, _ names: [String], _ row: Row, _ connection: Connection
    ) async throws -> Explanation {
        var values = try names.enumerated().map { position, name in
            Explanation.Named(name, try row.textOrNil("v\(index * 10 + position)"))
        }
        // Who is no member is so since nothing.
        if case .inSegment = leaf { values.removeAll { $0.value == nil } }
        let rows = leaf.deciding(SourceText.sorted(try row.textsOrNil("s\(index)") ?? []))
        return Explanation(
            .condition, "\(leaf)", Explanation.Truth(try row.boolOrNil("t\(index)")),
            values: values, sources: try await sources(Array(rows.prefix(limit)), connection),
            sourceCount: rows.count, parts: try await parts(of: leaf, connection))
    }

    /// A segment's own condition.
    private func parts(
        of leaf: Condition, _ connection: Connection
    ) async throws -> [Explanation] {
        guard case .inSegment(let name) = leaf, let segment = segments[name] else { return [] }
        return [try await explain(segment.expression, connection)]
    }

    private func sources(
        _ rows: [SourceText], _ connection: Connection
    ) async throws -> [Explanation.Source] {
        let ids = Set(rows.compactMap(\.loadID)).sorted()
        let loads = try await connection.execute(
            Statement("explain_loads", PackageResources.explain_loads_sql),
            [.textArray(ids.map(String.init))])
        return try rows.map { source in
            let load = try loads.first { try $0.int("load_id") == source.loadID }
            return Explanation.Source(
                what: source.what, feed: try load?.text("feed"),
                file: try load?.textOrNil("file"), line: load == nil ? nil : source.line,
                run: try load?.int("run_id"))
        }
    }

    private func tree(
        _ condition: Condition, _ explained: [Condition: Explanation]
    ) -> Explanation {
        switch condition {
        case .all(let conditions):
            let parts = conditions.map { tree($0, explained) }
            return Explanation(.all, "\(condition)", .all(parts.map(\.truth)), parts: parts)
        case .any(let conditions):
            let parts = conditions.map { tree($0, explained) }
            return Explanation(.any, "\(condition)", .any(parts.map(\.truth)), parts: parts)
        case .not(let inner):
            let part = tree(inner, explained)
            return Explanation(.not, "\(condition)", part.truth.negated, parts: [part])
        default:
            return explained[condition] ?? Explanation(.condition, "\(condition)", .unknown)
        }
    }
}

extension Condition {
    /// Of rows that the newest begins, those that decide: a first or last order is one.
    fileprivate func deciding(_ rows: [SourceText]) -> [SourceText] {
        switch self {
        case .moment(.lastOrder, _), .known(.moment(.lastOrder)),
            .number(.daysSince(.lastOrder), _), .yearly(.anniversary(.lastOrder), _):
            Array(rows.prefix(1))
        case .moment(.firstOrder, _), .known(.moment(.firstOrder)),
            .number(.daysSince(.firstOrder), _), .yearly(.anniversary(.firstOrder), _):
            Array(rows.suffix(1))
        default: rows
        }
    }
}

extension CheckedExpression {
    /// As a condition: an amount means more than none.
    var condition: Condition {
        switch tree {
        case .condition(let condition): condition
        case .amount(let metric): .number(metric, .compare(.greater, 0))
        }
    }
}

extension Explainer {
    private static func noCustomer(_ customer: String) -> Problem {
        Problem(
            .usage, "there is no customer \"\(customer)\"",
            hint: "Write the shop's own id of the customer, as its feed brings it.")
    }
}
