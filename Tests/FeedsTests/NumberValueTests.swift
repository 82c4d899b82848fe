import Testing

@testable import Feeds

struct NumberValueTests {
    @Test(
        arguments: [
            ("12", "12"), ("0012.50", "12.50"), (".5", "0.5"), ("5.", "5"), ("-3", "-3"),
            ("+3", "3"), ("−3.25", "-3.25"), ("0", "0"), ("000", "0"), ("-0.00", "0.00"),
            ("1,234", "1234"), ("1,234,567.891", "1234567.891"), ("1 234.5", "1234.5"),
            ("1'234.5", "1234.5"), ("1’234", "1234"), ("1\u{202F}234", "1234"),
            ("67.00 EUR", "67.00"), ("EUR 67.00", "67.00"), ("$67", "67"), ("-$67", "-67"),
            ("€ -67", "-67"), ("¥67", "67"), ("￥67", "67"), ("67€", "67"),
            ("1234567890123456789012345.6789", "1234567890123456789012345.6789"),
        ])
    func `a number is written plainly`(text: String, expected: String) {
        #expect(written(text, by: NumberValue(decimal: ".")) == expected)
    }

    @Test(arguments: [("12,50", "12.50"), ("1.234,5", "1234.5"), ("1.234", "1234"), (",5", "0.5")])
    func `a decimal comma is read where the feed says so`(text: String, expected: String) {
        #expect(written(text, by: NumberValue(decimal: ",")) == expected)
    }

    @Test(
        arguments: [
            "12,50", "1,23,456", "1234,567", "1,2345", ",5", "1,", "1.2.3", "1e3", "9.78e+12", "x",
            "12x", "1 2", "--1", "-", ".", "EUR", "12 eur", "0x1F", "NaN", "1_000", "12,500,0",
            "12345678901234567890123456789012345678901",
        ])
    func `what is no plain number is refused`(text: String) {
        #expect(
            written(text, by: NumberValue(decimal: "."))
                == "✗ not a number with \".\" as its decimal sign")
    }
}
