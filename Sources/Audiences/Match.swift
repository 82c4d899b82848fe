import Definitions
import Postgres

/// Tests of a column of text against texts that a marketer wrote.
enum Match {
    /// One of them; unknown if the column is.
    static func one(_ column: SQLText, of texts: [String]) -> SQLText {
        texts.count == 1
            ? "\(column) = \(Value.text(texts[0]))::text"
            : "\(column) = ANY (\(Value.textArray(texts))::text[])"
    }

    /// A product `p` that a filter means.
    static func product(_ filter: ProductFilter) -> SQLText {
        switch filter {
        case .product(let ids): one("p.product_id", of: ids)
        case .brand(let names): one("p.brand", of: names)
        case .author(let names): one("p.author", of: names)
        case .categoryUnder(let paths):
            """
            EXISTS (SELECT 1 FROM unnest(p.categories) AS path, \
            unnest(\(Value.textArray(paths))::text[]) AS root \
            WHERE path = root OR starts_with(path, root || ' > '))
            """
        }
    }
}
