package import Definitions
package import Foundation
import Postgres

/// Compiles checked expressions to SQL over the warehouse.
///
/// Each table that an expression asks about is read once, grouped by customer, and joined; only
/// customers that the warehouse knows are returned. The as-of instant moves windows, not rows:
/// segments, tiers and fields are those of now.
package struct ExpressionCompiler: Sendable {
    package let asOf: AsOf
    /// ISO 4217, of spend.
    package let currency: String

    package init(timezone: TimeZone, currency: String, asOf: Date) {
        self.asOf = AsOf(asOf, in: timezone)
        self.currency = currency
    }

    /// Who matches: one column, `customer_id`, without repeats. Of an amount, who has more than 0.
    ///
    /// - Parameter table: a table with a column `customer_id` of the only customers to look at:
    ///   lower-case letters, digits and underscores. What is ranked is ranked among everybody.
    package func members(
        of expression: CheckedExpression, restrictedTo table: String? = nil
    ) -> CompiledQuery {
        let condition: Condition =
            switch expression.tree {
            case .condition(let condition): condition
            case .amount(let metric): .number(metric, .compare(.greater, 0))
            }
        var query = ExpressionQuery(
            asOf: asOf, money: money(expression), restriction: name(table))
        let matched = query.sql(condition, isRequired: true)
        return CompiledQuery(query.select("c.customer_id", where: [matched]))
    }

    /// How much each customer has: `customer_id`, and `amount`, which is NULL where unknown. Of a
    /// condition, 1 where it holds and else 0.
    ///
    /// - Parameter returnsUntil: until when returns still subtract, past the as-of instant.
    package func amounts(
        of expression: CheckedExpression, restrictedTo table: String? = nil,
        returnsUntil: Date? = nil
    ) -> CompiledQuery {
        amounts(
            of: expression,
            ExpressionQuery(
                asOf: asOf, money: money(expression), restriction: name(table),
                returnsUntil: returnsUntil))
    }

    /// The same from what is kept of orders as of this instant.
    func amounts(
        of expression: CheckedExpression, restrictedTo table: String?, figures: KeptFigures?
    ) -> CompiledQuery {
        amounts(
            of: expression,
            ExpressionQuery(
                asOf: asOf, money: money(expression), restriction: name(table),
                figures: figures))
    }

    private func amounts(
        of expression: CheckedExpression, _ query: ExpressionQuery
    ) -> CompiledQuery {
        var query = query
        let amount: SQLText =
            switch expression.tree {
            case .amount(let metric): query.sql(metric)
            case .condition(let condition):
                "CASE WHEN \(query.sql(condition, isRequired: false)) THEN 1 ELSE 0 END"
            }
        return CompiledQuery(query.select("c.customer_id, (\(amount))::numeric AS amount"))
    }

    /// A query in the making, for what is asked of the expression's own parts.
    func query(for expression: CheckedExpression, restrictedTo table: SQLName?) -> ExpressionQuery {
        ExpressionQuery(asOf: asOf, money: money(expression), restriction: table)
    }

    private func money(_ expression: CheckedExpression) -> Money {
        Money(
            currency: currency, hasRates: expression.hasRates, zone: asOf.zone.identifier)
    }

    private func name(_ table: String?) -> SQLName? {
        guard let table else { return nil }
        guard let name = SQLName(checking: table) else {
            preconditionFailure("the table's name comes from Tidings' own source code")
        }
        return name
    }
}
