import Foundation
import Logging
import Problems
import Running
import ServiceLifecycle

extension Server {
    /// Tells people when the database is out of reach, which the teller then cannot.
    var outageWatch: ClosureService {
        ClosureService {
            await cancelWhenGracefulShutdown {
                while !Task.isCancelled {
                    let now = clock.now()
                    let problems = await outage.tell(
                        served.workspace,
                        away: health.away.map { now.addingTimeInterval(-($0 / .seconds(1))) },
                        at: now, openTransport: served.openNoticeTransport)
                    for problem in problems { log.error("not told: \(problem.summary)") }
                    // It ends early only when the process is to end.
                    try? await Task.sleep(for: .seconds(1))
                }
            }
        }
    }
}
