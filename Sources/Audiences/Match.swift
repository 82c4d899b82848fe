import Definitions
import Postgres

/// Tests of a column against what a marketer wrote. Unknown if the column is.
struct Match {
    let asOf: AsOf
    let money: Money

    // MARK: By type

    /// One of some texts.
    static func one(_ column: SQLText, of texts: [String]) -> SQLText {
        texts.count == 1
            ? "\(column) = \(Value.text(texts[0]))::text"
            : "\(column) = ANY (\(Value.textArray(texts))::text[])"
    }

    static func text(_ column: SQLText, _ test: TextTest) -> SQLText {
        func each(_ texts: [String], _ match: (SQLText) -> SQLText) -> SQLText {
            let matches = texts.map { match("\(Value.text($0))::text") }
            return matches.count == 1 ? matches[0] : .any(matches)
        }
        switch test {
        case .isOneOf(let texts): return one(column, of: texts)
        case .isNoneOf(let texts): return "NOT (\(one(column, of: texts)))"
        case .contains(let texts): return each(texts) { "strpos(\(column), \($0)) > 0" }
        case .startsWith(let texts): return each(texts) { "starts_with(\(column), \($0))" }
        case .endsWith(let texts): return each(texts) { "right(\(column), length(\($0))) = \($0)" }
        }
    }

    /// - Parameter amount: what a number is compared with, as SQL.
    static func number(
        _ column: SQLText, _ test: NumberTest, amount: (Amount) -> SQLText
    ) -> SQLText {
        switch test {
        case .compare(let comparison, let other):
            "\(column) \(comparison.sql) \(amount(other))"
        case .between(let low, let high):
            "\(column) BETWEEN \(amount(low)) AND \(amount(high))"
        case .isOneOf(let values):
            "\(column) = ANY (\(Value.textArray(values.map { "\($0)" }))::numeric[])"
        }
    }

    // MARK: Rows

    /// Whether an order `o` is meant.
    func order(_ filter: OrderFilter) -> SQLText {
        switch filter.field {
        case .channel: value("o.channel", filter.test)
        case .status: value("o.status", filter.test)
        case .total: value(money.tested("o.total"), filter.test)
        case .currency:
            value("coalesce(o.currency, \(Value.text(money.currency))::text)", filter.test)
        case .attribute(let attribute): self.attribute(attribute, of: "o", filter.test)
        }
    }

    /// Whether a product `p` is meant by what it is; its id and price stand in the rows that name it.
    func product(_ filter: ProductFilter) -> SQLText {
        switch filter.field {
        case .product, .price: "true"
        case .category: value("p.categories", filter.test)
        case .brand: value("p.brand", filter.test)
        case .author: value("p.author", filter.test)
        case .publisher: value("p.publisher", filter.test)
        case .title: value("p.title", filter.test)
        case .importance: value("p.importance", filter.test)
        case .publishedOn: value("p.published_on", filter.test)
        case .attribute(let attribute): self.attribute(attribute, of: "p", filter.test)
        }
    }

    /// Whether a line `l` of an order `o` is meant by what stands in it; nil where only the
    /// product knows.
    func line(_ filter: ProductFilter) -> SQLText? {
        switch filter.field {
        case .product: value("l.product_id", filter.test)
        case .price: value(money.tested("l.price"), filter.test)
        default: nil
        }
    }

    /// Whether a request `w` is meant.
    func request(_ filter: ProductFilter) -> SQLText {
        guard filter.field != .product else { return value("w.product_id", filter.test) }
        return """
            w.product_id IN (SELECT p.product_id FROM tidings.product AS p \
            WHERE \(product(filter)))
            """
    }

    private func attribute(
        _ attribute: Attribute, of row: SQLText, _ test: ValueTest
    ) -> SQLText {
        let column = AttributeColumn(
            attribute, in: "\(row).attributes", currency: money.currency)
        switch test {
        case .text: return value(column.text, test)
        case .number: return value(column.number, test)
        case .day: return value(column.day, test)
        case .answer: return value(column.answer, test)
        case .contains(let texts): return column.contains(texts)
        case .known, .under: return value(column.typed, test)
        }
    }

    private func value(_ column: SQLText, _ test: ValueTest) -> SQLText {
        switch test {
        case .text(let test): return Self.text(column, test)
        case .number(let test):
            return Self.number(column, test) { amount in
                guard case .number(let number) = amount else {
                    preconditionFailure("rows are compared with numbers alone")
                }
                return "\(Value.number(number))::numeric"
            }
        case .day(let test): return MomentCondition(asOf: asOf).date(column, test)
        case .answer(let isYes): return isYes ? column : "NOT \(column)"
        case .contains(let texts): return "\(column) && \(Value.textArray(texts))::text[]"
        case .under(let paths):
            // Joined by a separator that no path holds, the paths are searched at once: to unnest
            // them would cost more than to read the product.
            let joined: SQLText = "(E'\\x1f' || array_to_string(\(column), E'\\x1f'))"
            let below = paths.map { path -> SQLText in
                "strpos(\(joined), E'\\x1f' || \(Value.text(path + " > "))::text) > 0"
            }
            return .any(["\(column) && \(Value.textArray(paths))::text[]"] + below)
        case .known(let isKnown): return isKnown ? "\(column) IS NOT NULL" : "\(column) IS NULL"
        }
    }
}
