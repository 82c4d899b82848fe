import Postgres
import Running
import Warehouse

extension Server {
    /// Tells people what went wrong and what is over, and what happened each day; each process looks,
    /// one tells. Lets go of old history.
    var teller: ServeLoop {
        let sweep = Sweep(every: .seconds(3600))
        let notices = ServedNotices(log: log)
        return loop(.teller, finish: { await notices.finish() }) { connection in
            let served = self.served
            outage.note(isHome: try await Home(connection).isHere() != false)
            try await served.teller(on: connection).look(at: clock.now())
            notices.begin {
                try await served.connected {
                    try await served.teller(on: $0).deliver(at: clock.now())
                }
            }
            if sweep.isDue() {
                try await History(served.workspace, on: connection).prune(at: clock.now())
            }
            return .seconds(2)
        }
    }
}
