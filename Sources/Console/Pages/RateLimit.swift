package import Foundation
import Synchronization

/// How often somebody may ask in a minute: enough for a person and their mail program.
///
/// By customer, not by address of the network: behind a proxy all come from one.
package final class RateLimit: Sendable {
    private struct Count {
        var minute: Int
        var requests: Int
    }

    private let perMinute: Int
    private let counts = Mutex<[String: Count]>([:])

    package init(perMinute: Int) {
        self.perMinute = perMinute
    }

    /// Counts a request, and says whether it is not one too many.
    package func allows(_ customer: String, at now: Date) -> Bool {
        let minute = Int(now.timeIntervalSince1970 / 60)
        return counts.withLock { counts in
            // What is of an earlier minute is of no use; this bounds the table.
            if counts.count >= 10_000 { counts = counts.filter { $0.value.minute == minute } }
            var count = counts[customer] ?? Count(minute: minute, requests: 0)
            if count.minute != minute { count = Count(minute: minute, requests: 0) }
            count.requests += 1
            counts[customer] = count
            return count.requests <= perMinute
        }
    }
}
