import Foundation

/// How numbers, money, dates and plurals are written in a locale.
///
/// What is written comes from the system's CLDR tables. Their formatters cost microseconds each, so
/// the shape of numbers and amounts is learnt once a locale, and numbers are put together here.
final class LocaleFormat: Sendable {
    let locale: Locale
    let plurals: PluralRule
    private let number: NumberShape
    private let percents: NumberShape
    private let amounts = LockedCache<String, NumberShape>()
    private let prices = LockedCache<String, String>()
    private let days = LockedCache<String, String>()

    private init(_ identifier: String) {
        locale = Locale(identifier: identifier)
        plurals = PluralRule(language: identifier)
        let locale = locale
        number = NumberShape { $0.formatted(.number.locale(locale)) }
        percents = NumberShape {
            ($0 / 100).formatted(.percent.precision(.fractionLength(0...2)).locale(locale))
        }
    }

    private static let formats = LockedCache<String, LocaleFormat>()

    /// The format of a locale, as `zh-CN`; the same one each time.
    static func of(_ identifier: String) -> LocaleFormat {
        formats.value(identifier) { LocaleFormat(identifier) }
    }

    /// A number with its groups, and as many decimals as it has, three at most.
    func number(_ value: Decimal) -> String { number.text(value, decimals: 0...3) }

    /// A number of hundredths, 12.5, as the locale writes a share, with two decimals at most.
    func percent(_ value: Decimal) -> String { percents.text(value, decimals: 0...2) }

    /// An amount as the locale writes it, with as many decimals as the currency has.
    func money(_ value: Decimal, currency: String) -> String {
        let shape = amounts.value(currency) {
            NumberShape { amount in
                amount.formatted(.currency(code: currency).locale(self.locale))
            }
        }
        return shape.text(value, decimals: shape.decimals...shape.decimals)
    }

    /// A price, `12.50`, as an amount; nil when it is none.
    func money(_ price: String, currency: String) -> String? {
        let known = prices.value("\(currency) \(price)") {
            Decimal(string: price).map { money($0, currency: currency) } ?? ""
        }
        return known.isEmpty ? nil : known
    }

    /// A day, `2026-11-21`, as the style says; nil when it is none.
    func date(_ day: String, _ style: DateStyle) -> String? {
        let known = days.value("\(style.rawValue) \(day)") {
            Self.parsed(day).map { $0.formatted(style.format.locale(self.locale)) } ?? ""
        }
        return known.isEmpty ? nil : known
    }

    /// Midnight of a day in UTC, in which days are written too.
    private static func parsed(_ day: String) -> Date? {
        let parts = day.prefix(10).split(separator: "-").map { Int($0) }
        guard parts.count == 3, let year = parts[0], let month = parts[1], let date = parts[2]
        else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let components = DateComponents(year: year, month: month, day: date)
        return components.isValidDate(in: calendar) ? calendar.date(from: components) : nil
    }
}

/// How a day is written.
enum DateStyle: String, CaseIterable {
    /// 21 November 2026
    case long
    /// 21 Nov 2026
    case medium
    /// 21/11/2026
    case short
    /// 21 November
    case day
    /// November
    case month
    case weekday
    case year

    var format: Date.FormatStyle {
        let style = Date.FormatStyle(timeZone: .gmt)
        return switch self {
        case .long: style.day().month(.wide).year()
        case .medium: style.day().month(.abbreviated).year()
        case .short: style.day().month(.defaultDigits).year()
        case .day: style.day().month(.wide)
        case .month: style.month(.wide)
        case .weekday: style.weekday(.wide)
        case .year: style.year()
        }
    }
}
