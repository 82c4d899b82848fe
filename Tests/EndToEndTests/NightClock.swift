import Foundation

/// The clock of processes that serve: it stands still until a test puts it forward.
struct NightClock {
    /// Midnight before the first night.
    static let first = Date(timeIntervalSince1970: 1_583_020_800)  // 2020-03-01

    private let file: URL

    /// Begins an hour before the first night's jobs: their schedules expect nothing from before.
    init(for shop: TestShop) throws {
        file = shop.folder.appending(path: "clock")
        try set(night: 0, hour: 1)
    }

    /// - Parameter night: counted from 0.
    func set(night: Int, hour: Int, minute: Int = 0) throws {
        try Self.instant(night: night, hour: hour).addingTimeInterval(Double(minute) * 60)
            .ISO8601Format()
            .write(to: file, atomically: true, encoding: .utf8)
    }

    /// A few seconds past the hour: what is due then has come, and is not late.
    static func instant(night: Int, hour: Int) -> Date {
        first.addingTimeInterval(Double(night) * 86_400 + Double(hour) * 3600 + 5)
    }

    var environment: [String: String] { ["TIDINGS_TEST_CLOCK": file.path] }
}
