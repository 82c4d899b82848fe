import Definitions
import Postgres

/// A custom attribute in a column of jsonb texts, read by its type; NULL where it is not of it.
struct AttributeColumn {
    let attribute: Attribute
    /// As it was brought.
    let text: SQLText
    private let currency: String

    /// - Parameters:
    ///   - column: jsonb, as `c.attributes`.
    ///   - currency: the workspace's, which may follow an amount of money.
    init(_ attribute: Attribute, in column: SQLText, currency: String) {
        self.attribute = attribute
        self.currency = currency
        text = "(\(column) ->> \(Value.text(attribute.name))::text)"
    }

    var number: SQLText {
        guard attribute.type == .money else {
            return """
                (CASE WHEN \(text) ~ '^-?[0-9]{1,30}([.][0-9]{1,30})?$' THEN \(text)::numeric END)
                """
        }
        return """
            (CASE WHEN \(text) ~ ('^-?[0-9]{1,30}([.][0-9]{1,30})?( ?' \
            || \(Value.text(currency))::text || ')?$') \
            THEN substring(\(text) FROM '^[-0-9.]+')::numeric END)
            """
    }

    /// Days that do not exist are no dates: the pattern knows the months and the leap years.
    var day: SQLText {
        """
        (CASE WHEN \(text) ~ ('^(?!0000)([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])\
        |(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))\
        |([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([T ]|$)') \
        THEN left(\(text), 10)::date END)
        """
    }

    var answer: SQLText {
        """
        (CASE WHEN lower(\(text)) IN ('yes', 'true', '1', 'y', 't', 'on') THEN true \
        WHEN lower(\(text)) IN ('no', 'false', '0', 'n', 'f', 'off') THEN false END)
        """
    }

    /// Whether one of some texts is among the values of the list.
    func contains(_ texts: [String]) -> SQLText {
        guard case .list(let separator) = attribute.type else { return "NULL::boolean" }
        return """
            (CASE WHEN \(text) IS NOT NULL THEN EXISTS (SELECT 1 \
            FROM unnest(string_to_array(\(text), \(Value.text(separator))::text)) AS v \
            WHERE \(Match.one("btrim(v)", of: texts))) END)
            """
    }

    /// The value as its type says, for asking whether it is known.
    var typed: SQLText {
        switch attribute.type {
        case .open, .text, .list: text
        case .number, .money: number
        case .date: day
        case .boolean: answer
        }
    }
}
