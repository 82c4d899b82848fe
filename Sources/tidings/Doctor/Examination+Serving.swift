import Definitions
import Foundation
import Postgres
import Problems
import Running
import Transfer

extension Examination {
    /// Whether links in mails lead anywhere.
    var pages: Checkup.Check {
        Checkup.Check("pages") {
            let links = workspace.links
            guard let address = links.publicURL else { return [] }
            guard !links.signingKeys.isEmpty else {
                return [
                    .warning(
                        "pages", "links are not signed: mails unsubscribe by mailto",
                        hint: "Set `signing_key:` from `openssl rand -base64 32`.")
                ]
            }
            guard workspace.mail.transport != nil, let url = URL(string: address) else {
                return [.ok("pages", "\(address), not tried: mail goes to files")]
            }
            try await AddressProbe().look(at: url, seconds: Self.seconds - 2)
            return [.ok("pages", "something answers at \(address)")]
        }
    }

    /// Whether anybody hears of a night that fails.
    var alerts: Checkup.Check {
        Checkup.Check("alerts") {
            guard workspace.alerts.isOn else {
                return [
                    .warning(
                        "alerts", "nobody is told when a night fails",
                        hint: "Add `alerts: {mail: you@lantern.example}` to the settings.")
                ]
            }
            let count = workspace.alerts.mail.count.counted("address")
            if let webhook = workspace.alerts.webhook {
                try await AddressProbe().look(at: webhook.url, seconds: Self.seconds - 2)
            }
            let also = workspace.alerts.webhook.map { " and \($0.url.host() ?? "")" }
            return [.ok("alerts", "to \(count)\(also ?? "")")]
        }
    }

    /// Whether something runs the schedules.
    var schedule: Checkup.Check {
        Checkup.Check("schedule") {
            guard let database, workspace.jobs.contains(where: { $0.schedule != nil }) else {
                return []
            }
            let connection = try await Connection.open(database)
            // A database without the schema has no scheduler yet.
            let mark = try? await Scheduler.mark(on: connection)
            await connection.close()
            guard let mark, now.timeIntervalSince(mark) < 120 else {
                return [
                    .warning(
                        "schedule", "no `tidings serve` runs the schedules",
                        hint: "Start it (`tidings unit` prints what systemd needs), or run jobs"
                            + " from cron.")
                ]
            }
            return [.ok("schedule", "`tidings serve` runs it")]
        }
    }
}
