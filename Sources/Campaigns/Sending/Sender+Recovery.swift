import Foundation
import Mail
import Postgres

extension Sender {
    /// Settles what senders left behind that were killed, stand still or are gone: what was finished
    /// is folded, what was never tried is due again, what was in hand is unknown (or due again on a
    /// transport that takes the same message twice without harm).
    ///
    /// Of the senders of this state folder the journals tell. Another machine, or another folder, has
    /// those of its senders: it is waited for, for it knows better; once it is gone, all that they had
    /// claimed may have been in hand.
    func recover(into figures: inout SendFigures, on connection: Connection) async throws {
        for remains in SendJournal.abandoned(in: journals) {
            try await recover(
                remains.sender, "the sender was killed while it handed it over", into: &figures,
                on: connection
            ) { judge($0, by: remains.notes, reboot: remains.isFromBeforeReboot) }
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
                    let notes = SendJournal.notes(of: sender, in: journals)
                else { continue }
                let detail = "the sender stood still while it handed it over"
                try await recover(sender, detail, into: &figures, on: connection) {
                    judge($0, by: notes, reboot: false)
                }
            } else if try row.bool("is_gone") {
                // Its journal is lost, or in another folder: nobody here can know what it tried.
                let detail = "the sender is gone, and its journal with it"
                try await recover(sender, detail, into: &figures, on: connection) { _ in
                    .inHand(nil)
                }
            }
        }
        try await connection.execute(.senderLeaseClear)
    }

    /// Settles what this sender itself still holds when it has to stop: nothing is in hand any more.
    /// False where that cannot be done; then others find its journal.
    func giveBack(
        _ journal: SendJournal, into figures: inout SendFigures, on connection: Connection
    ) async -> Bool {
        guard let notes = SendJournal.notes(of: journal.sender, in: journals) else { return false }
        do {
            try await recover(
                journal.sender, "the sender stopped while it handed it over", into: &figures,
                on: connection
            ) { judge($0, by: notes, reboot: false) }
            return true
        } catch {
            // The error that stopped it is the one to tell.
            return false
        }
    }

    /// How many times its lease a sender without a journal here is waited for.
    private static let patience = 10.0

    /// What a journal tells of a message under any of its keys.
    private func judge(
        _ keys: [MessageKey], by notes: [MessageKey.Digest: SendJournal.Note], reboot: Bool
    ) -> Remnant {
        guard let note = keys.lazy.compactMap({ notes[$0.digest] }).first else {
            return reboot ? .inHand(nil) : .untried
        }
        guard let fate = note.fate else { return .inHand(note.messageID) }
        return .fate(fate, note.messageID)
    }

    private enum Remnant {
        case fate(MessageFate, String)
        /// The Message-ID, if a journal has it.
        case inHand(String?)
        case untried
    }

    private func recover(
        _ sender: String, _ unknown: String, into figures: inout SendFigures,
        on connection: Connection, _ judge: ([MessageKey]) -> Remnant
    ) async throws {
        let held = try await connection.execute(.outboxHeld, [.text(sender)]).map(Claim.init)
        guard !held.isEmpty else { return }
        let composer = try Composer(workspace: workspace, templates: templates)
        var settled: [SettledMessage] = []
        var untried: [MessageKey] = []
        for claim in held {
            switch judge(composer.keys(of: claim.key)) {
            case .fate(let fate, let messageID):
                settled.append(
                    SettledMessage(
                        key: claim.key, attempts: claim.attempts, messageID: messageID,
                        fate: fate))
            case .inHand(let messageID) where !transport.isIdempotent:
                let known = messageID ?? composer.messageID(of: claim.key).text
                settled.append(
                    SettledMessage(
                        key: claim.key, attempts: claim.attempts, messageID: known,
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
