import Foundation
import Testing

@testable import Campaigns

@Suite struct LocaleFormatTests {
    private static let locales = [
        "en", "en-GB", "en-IN", "de", "de-CH", "fr", "fr-CH", "es", "pt", "pt-PT", "it", "nl", "pl",
        "cs",
        "ru", "uk", "sv", "nb", "da", "fi", "tr", "el", "hu", "ro", "zh-CN", "zh-TW", "ja", "ko",
        "vi", "th", "id", "he", "hi", "bn", "ar-EG", "fa",
    ]
    private static let amounts: [Decimal] = [
        0, 1, 9.99, 12, 999.5, 1000, 1234.56, 9999, 10_000, 99_999.95, 123_456.78, 1_000_000,
        1_234_567.89, 12_345_678,
    ]

    /// What we put together is what the system's formatter writes.
    @Test(arguments: locales)
    func `amounts and numbers are those of CLDR`(_ identifier: String) {
        let locale = Locale(identifier: identifier)
        let format = LocaleFormat.of(identifier)
        for currency in ["EUR", "CNY", "USD", "JPY"] {
            for amount in Self.amounts {
                #expect(
                    format.money(amount, currency: currency)
                        == amount.formatted(
                            .currency(code: currency).locale(locale)
                                .rounded(rule: .toNearestOrAwayFromZero)))
            }
        }
        for amount in Self.amounts {
            #expect(format.number(amount) == amount.formatted(.number.locale(locale)))
        }
    }

    @Test func `a day is the same wherever the machine stands`() {
        #expect(LocaleFormat.of("en").date("2026-01-01", .long) == "January 1, 2026")
        #expect(LocaleFormat.of("en").date("2026-12-31T23:59:59Z", .year) == "2026")
        #expect(LocaleFormat.of("en").date("2026-13-01", .long) == nil)
        #expect(LocaleFormat.of("en").date("", .long) == nil)
    }
}
