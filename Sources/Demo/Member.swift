/// Who has registered with the shop.
package struct Member: Hashable, Sendable {
    /// A birthday as the member wrote it.
    package struct Birthday: Hashable, Sendable {
        /// nil when the member keeps it to themselves.
        package var year: Int?
        package var month: Int
        /// Up to 30 in a lunar month, whatever the Gregorian month of that number has.
        package var day: Int
        package var isLunar: Bool

        /// ISO 8601: `1986-02-29`, or `--02-29` without a year.
        var text: String {
            "\(year.map { $0.padded(4) } ?? "-")-\(month.padded(2))-\(day.padded(2))"
        }
    }

    /// Six digits with leading zeros, as text.
    package var id: String
    package var email: String?
    package var givenName: String
    package var familyName: String
    package var birthday: Birthday?
    package var city: String
    /// ISO 3166-1 alpha-2.
    package var country: String
    package var locale: String
    /// nil when the member never said; the workspace's zone then holds.
    package var timezone: String?
    /// nil when the member was never asked.
    package var newsletter: Bool?
    /// Whether the member ticked the box for evenings at the shop; nil when not.
    package var evenings: Bool?
    package var joinedAt: ShopMinute
    package var updatedAt: ShopMinute
    /// Shelves that the member likes, by index.
    var shelves: [Int]
    /// Whether the member reads English books; else Chinese.
    var readsEnglish: Bool
}
