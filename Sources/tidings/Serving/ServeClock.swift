import Foundation

/// What time it is for the jobs that are served.
///
/// `TIDINGS_TEST_CLOCK=FILE` lets tests see many nights: it is the instant (ISO 8601) that stands in
/// the file. Leases and waits keep the machine's own time.
struct ServeClock: Sendable {
    let now: @Sendable () -> Date

    init(environment: [String: String]) {
        guard let file = environment["TIDINGS_TEST_CLOCK"] else {
            now = { .now }
            return
        }
        now = {
            // What cannot be read is no test's clock.
            guard let text = try? String(contentsOf: URL(filePath: file), encoding: .utf8),
                let instant = try? Date(text, strategy: .iso8601)
            else { return .now }
            return instant
        }
    }
}
