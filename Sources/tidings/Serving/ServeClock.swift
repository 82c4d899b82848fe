import Foundation

/// What time it is for the jobs that are served.
///
/// `TIDINGS_TEST_CLOCK=FROM/ANCHOR/SPEED` lets tests see many nights: since the real instant ANCHOR
/// (seconds since 1970) it is SPEED times as fast as it is, from the instant FROM (ISO 8601) on.
/// Leases and waits keep the machine's own time.
struct ServeClock: Sendable {
    let now: @Sendable () -> Date

    init(environment: [String: String]) {
        let parts = environment["TIDINGS_TEST_CLOCK"]?.split(separator: "/").map(String.init) ?? []
        // What cannot be read is no test's clock.
        guard parts.count == 3, let from = try? Date(parts[0], strategy: .iso8601),
            let anchor = Double(parts[1]), let speed = Double(parts[2])
        else {
            now = { .now }
            return
        }
        now = {
            from.addingTimeInterval((Date.now.timeIntervalSince1970 - anchor) * speed)
        }
    }
}
