import Definitions
import Testing

struct AttributeProblemTests {
    @Test(arguments: [
        ExpressionFault(
            "attributes.pionts >= 1", 1, 17,
            "unknown attribute \"pionts\"",
            "Did you mean \"points\"?"),
        ExpressionFault(
            "attributes.points >= 1 CNY", 24, 3,
            "attributes.points is not money",
            "Remove CNY."),
        ExpressionFault(
            "attributes.deposit >= 1 EUR", 25, 3,
            "attributes.deposit is counted in CNY, not in EUR",
            "Write the amount in CNY."),
        ExpressionFault(
            "attributes.points contains a", 19, 8,
            "expected a comparison, found \"contains\"",
            "Write one, as in >= 2 or between 50 and 200."),
        ExpressionFault(
            "attributes.vip = perhaps", 18, 7,
            "expected = yes or = no, found \"perhaps\"",
            "Write attributes.vip = yes, = no or is known."),
        ExpressionFault(
            "attributes.authors = a", 20, 1,
            "expected contains, found \"=\"",
            "attributes.authors is a list: write attributes.authors contains \"…\", or contains (…)."
        ),
        ExpressionFault(
            "attributes.renewal > 5", 23, 1,
            "expected hours, days, weeks, months or years, found the end",
            "Write it as in 5 days."),
        ExpressionFault(
            "orders > attributes.vip", 10, 14,
            "attributes.vip is a boolean, not a number",
            "Declare it as number or money under attributes: in Jobs/workspace.yaml."),
        ExpressionFault(
            "spend > attributes.points", 9, 17,
            "spend is money, attributes.points is not",
            "Compare money with money, and numbers with numbers."),
        ExpressionFault(
            "days since attributes.points > 1", 12, 17,
            "attributes.points is a number, not a date",
            "Declare it as date under attributes: in Jobs/workspace.yaml."),
        ExpressionFault(
            "attributes.note is unreadable", 1, 15,
            "attributes.note is read as it is, so it is never unreadable",
            "Write is unknown, or declare another type under attributes: in Jobs/workspace.yaml."),
        ExpressionFault(
            "orders(order.gft) > 0", 8, 9,
            "unknown attribute \"gft\"",
            "Did you mean \"gift\"?"),
    ])
    func `a declared attribute is used by its type`(_ fault: ExpressionFault) throws {
        try fault.isFound(expecting: .condition, names: declared)
    }

    @Test(arguments: [
        ExpressionFault(
            "city", 1, 4,
            "city is not an amount",
            "Write one, as in spend(last 365 days), orders or days since last order."),
        ExpressionFault(
            "spend > 1", 7, 1,
            "expected nothing more, found \">\"",
            "An amount stands alone, as in spend(last 365 days)."),
        ExpressionFault(
            "foo", 1, 3,
            "unknown amount \"foo\"",
            "The amounts are: accepted, age, average order, bought, bounced, clicked, complained, days between orders, days since last order, distinct products, items, opened, orders, received, spend, unsubscribed, waiting."
        ),
        ExpressionFault(
            "spend spend", 7, 5,
            "expected nothing more, found \"spend\"",
            "An amount stands alone, as in spend(last 365 days)."),
    ])
    func `a fault of an amount has a place, a name and a hint`(_ fault: ExpressionFault) throws {
        try fault.isFound(expecting: .amount)
    }
}
