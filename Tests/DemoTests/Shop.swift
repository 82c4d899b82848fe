@testable import Demo

/// The shops that the tests look at, made once.
enum Shop {
    static let date = Day(year: 2026, month: 11, day: 21)
    static let firstNight = Bookshop(seed: 7, members: 2_000, date: date)
    static let secondNight = firstNight.after(nights: 1)
}
