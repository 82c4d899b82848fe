import Testing

@testable import Feeds

/// The readers whose values are words of a closed list.
struct WordValueTests {
    @Test(
        arguments: [
            ("yes", "t"), ("No", "f"), ("TRUE", "t"), ("false", "f"), ("1", "t"), ("0", "f"),
            ("y", "t"), ("N", "f"), ("T", "t"), ("f", "f"), ("on", "t"), ("OFF", "f"),
            ("ja", "✗ neither yes nor no"), ("2", "✗ neither yes nor no"),
        ])
    func `yes and no are known in the words that files use`(text: String, expected: String) {
        #expect(written(text, by: BooleanValue()) == expected)
    }

    @Test(
        arguments: [
            ("EUR", "EUR"), ("cny", "CNY"), ("EURO", "✗ not a currency's code of three letters"),
            ("E1R", "✗ not a currency's code of three letters"),
            ("€", "✗ not a currency's code of three letters"),
        ])
    func `a currency is three letters`(text: String, expected: String) {
        #expect(written(text, by: CurrencyValue()) == expected)
    }

    @Test(
        arguments: [
            ("sale", "sale"), ("Returned", "returned"), ("CANCELLED", "cancelled"),
            ("paid", "✗ not sale, returned or cancelled: map the source's words with values:"),
        ])
    func `an order's status is one of three`(text: String, expected: String) {
        #expect(written(text, by: OrderStatusValue()) == expected)
    }

    @Test(
        arguments: [
            ("accepted", "accepted"), ("Opened", "opened"), ("CLICKED", "clicked"),
            ("bounced", "bounced"), ("complained", "complained"),
            ("unsubscribed", "unsubscribed"), ("bounce", "✗ \(EventKindValue.reason)"),
        ])
    func `an event is one of six`(text: String, expected: String) {
        #expect(written(text, by: EventKindValue()) == expected)
    }

    @Test(
        arguments: [
            ("solar", "solar"), ("Lunar", "lunar"), ("julian", "✗ neither solar nor lunar"),
        ])
    func `a calendar is solar or lunar`(text: String, expected: String) {
        #expect(written(text, by: CalendarValue()) == expected)
    }

    @Test(
        arguments: [
            ("0", "0"), ("100", "100"), ("+7", "7"), ("101", "✗ not a whole number from 0 to 100"),
            ("-1", "✗ not a whole number from 0 to 100"),
            ("1.5", "✗ not a whole number from 0 to 100"),
        ])
    func `importance is a whole number up to 100`(text: String, expected: String) {
        #expect(written(text, by: IntegerValue(in: 0...100)) == expected)
    }

    @Test(
        arguments: [
            ("-000123", "-123"), ("999999999999999999", "999999999999999999"),
            ("9999999999999999999", "✗ not a whole number"), ("x", "✗ not a whole number"),
        ])
    func `a whole number has up to 18 digits`(text: String, expected: String) {
        #expect(written(text, by: IntegerValue()) == expected)
    }

    @Test(
        arguments: [
            ("Asia/Shanghai", "Asia/Shanghai"), ("Asia/Calcutta", "Asia/Calcutta"), ("UTC", "UTC"),
            ("America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
            ("Etc/GMT+5", "Etc/GMT+5"),
            ("Mars/Phobos", "✗ not a time zone such as Asia/Shanghai"),
            ("EST", "✗ not a time zone such as Asia/Shanghai"),
            ("GMT+3", "✗ not a time zone such as Asia/Shanghai"),
            ("+08:00", "✗ not a time zone such as Asia/Shanghai"),
            ("../etc/passwd", "✗ not a time zone such as Asia/Shanghai"),
        ])
    func `a time zone is an IANA name`(text: String, expected: String) {
        #expect(written(text, by: TimeZoneValue()) == expected)
    }
}
