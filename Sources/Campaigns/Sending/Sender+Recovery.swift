import Foundation
import Mail
import Postgres

extension Sender {
    /// Settles what senders of this machine left behind: what was finished is folded, what was never
    /// tried is due again, what was in hand is unknown (or due again on a transport that takes the
    /// same message twice without harm).
    func recover(into figures: inout SendFigures, on connection: Connection) async throws {
        for remains in SendJournal.abandoned(in: journals) {
            try await recover(remains.sender, into: &figures, on: connection) { messageIDs in
                switch messageIDs.compactMap({ remains.fates[$0] }).first {
                case .some(.some(let fate)): .fate(fate)
                case .some(.none): .inHand
                case .none: remains.isFromBeforeReboot ? .inHand : .untried
                }
            }
            // The ledger has it all now; a journal that stays is only read again.
            try? FileManager.default.removeItem(at: remains.file)
        }
        // Asked before the journals are listed: who claims has a journal already.
        let senders = try await connection.execute(.outboxSenders)
        let living = SendJournal.living(in: journals)
        for row in senders {
            let sender = try row.text("sender")
            guard SendJournal.isLocal(sender), !living.contains(sender) else { continue }
            // Its journal is lost: nobody can know what it tried.
            try await recover(sender, into: &figures, on: connection) { _ in .inHand }
        }
    }

    private enum Remnant {
        case fate(MessageFate)
        case inHand
        case untried
    }

    private func recover(
        _ sender: String, into figures: inout SendFigures, on connection: Connection,
        _ judge: ([String]) -> Remnant
    ) async throws {
        let held = try await connection.execute(.outboxHeld, [.text(sender)]).map(Claim.init)
        guard !held.isEmpty else { return }
        let composer = try Composer(workspace: workspace, templates: templates)
        var settled: [SettledMessage] = []
        var untried: [MessageKey] = []
        for claim in held {
            let messageID = composer.messageID(of: claim.key).text
            switch judge(composer.messageIDs(of: claim.key)) {
            case .fate(let fate):
                settled.append(
                    SettledMessage(
                        key: claim.key, attempts: claim.attempts, messageID: messageID,
                        fate: fate))
            case .inHand where !transport.isIdempotent:
                settled.append(
                    SettledMessage(
                        key: claim.key, attempts: claim.attempts, messageID: messageID,
                        fate: .unknown(detail: "the sender was killed while it handed it over")))
            case .inHand, .untried:
                untried.append(claim.key)
            }
        }
        try await fold(settled, sender, on: connection)
        figures.countUnknown(in: settled)
        try await release(untried, sender, on: connection)
    }
}
