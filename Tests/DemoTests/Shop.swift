import Definitions

@testable import Demo

/// The shops that the tests look at, made once.
enum Shop {
    /// 2026-11-21, a Saturday.
    static let date = LocalDate(daysSinceEpoch: 20_778)
    static let firstNight = Bookshop(seed: 7, members: 2_000, date: date)
    static let secondNight = firstNight.after(nights: 1)
}
