import Foundation
import Mail
import Postgres

extension Sender {
    /// Settles what senders left behind that were killed, stand still or are gone: what was finished
    /// is folded, what was never tried is due again, what was in hand is unknown (or due again on a
    /// transport that takes the same message twice without harm).
    ///
    /// Of this machine's senders the journals tell. A machine that is gone took them along: all that
    /// it had claimed may have been in hand; it is waited for, for it knows better.
    func recover(into figures: inout SendFigures, on connection: Connection) async throws {
        for remains in SendJournal.abandoned(in: journals) {
            try await recover(
                remains.sender, "the sender was killed while it handed it over", into: &figures,
                on: connection
            ) { judge($0, by: remains.fates, reboot: remains.isFromBeforeReboot) }
            // The ledger has it all now; a journal that stays is only read again.
            try? FileManager.default.removeItem(at: remains.file)
        }
        // Asked before the journals are listed: who claims has a journal already.
        try await connection.execute(.senderLeaseLose)
        let senders = try await connection.execute(
            .outboxSenders, [.double(lease * Self.patience / .seconds(1))])
        let living = SendJournal.living(in: journals)
        for row in senders {
            let sender = try row.text("sender")
            if living.contains(sender) {
                guard try row.bool("is_lost"),
                    let fates = SendJournal.fates(of: sender, in: journals)
                else { continue }
                let detail = "the sender stood still while it handed it over"
                try await recover(sender, detail, into: &figures, on: connection) {
                    judge($0, by: fates, reboot: false)
                }
            } else if try SendJournal.isLocal(sender) || row.bool("is_gone") {
                // Its journal is lost: nobody can know what it tried.
                let detail = "the sender is gone, and its journal with it"
                try await recover(sender, detail, into: &figures, on: connection) { _ in .inHand }
            }
        }
        try await connection.execute(.senderLeaseClear)
    }

    /// How many times its lease a sender of another machine is waited for.
    private static let patience = 10.0

    /// What a journal tells of a message under any of its names.
    private func judge(
        _ messageIDs: [String], by fates: [String: MessageFate?], reboot: Bool
    ) -> Remnant {
        switch messageIDs.compactMap({ fates[$0] }).first {
        case .some(.some(let fate)): .fate(fate)
        case .some(.none): .inHand
        case .none: reboot ? .inHand : .untried
        }
    }

    private enum Remnant {
        case fate(MessageFate)
        case inHand
        case untried
    }

    private func recover(
        _ sender: String, _ unknown: String, into figures: inout SendFigures,
        on connection: Connection, _ judge: ([String]) -> Remnant
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
                        fate: .unknown(detail: unknown)))
            case .inHand, .untried:
                untried.append(claim.key)
            }
        }
        try await fold(settled, sender, on: connection)
        figures.countUnknown(in: settled)
        try await release(untried, sender, on: connection)
    }
}
