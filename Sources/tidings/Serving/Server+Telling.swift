import Postgres
import Running

extension Server {
    /// Tells people what went wrong and what is over; each process looks, one tells.
    var teller: ServeLoop {
        let notices = ServedNotices(log: log)
        return loop(.teller, finish: { await notices.finish() }) { connection in
            let served = self.served
            try await served.teller(on: connection).look(at: clock.now())
            notices.begin {
                try await served.connected {
                    try await served.teller(on: $0).deliver(at: clock.now())
                }
            }
            return .seconds(2)
        }
    }
}
