import Foundation
import Mail
import Problems
import Synchronization
import Transfer

/// The messages of one claim on their way: rendered some ahead, handed over one after the other,
/// several in the air.
final class SendRound: Sendable {
    /// What came of it.
    struct Outcome: Sendable {
        var settled: [SettledMessage] = []
        /// Never handed over: they are due again.
        var untried: [MessageKey] = []
        /// Never handed over, because a budget has no room: they are due again later.
        var held: [MessageKey] = []
        /// Why it stopped before its end.
        var stop: (any Error)?
        /// The refusals that came last, which are not settled yet.
        var refusals: RefusalStreak
    }

    private struct State {
        var outcome: Outcome
        /// How many the transport has.
        var inTheAir = 0
        /// Who waits until no more than so many are in the air.
        var waiting: (most: Int, continuation: CheckedContinuation<Void, Never>)?
    }

    private let composer: Composer
    private let journal: SendJournal
    private let transport: any Transport
    private let pace: MailPace
    private let clock: @Sendable () -> Date
    private let mayHandOver: @Sendable () -> Bool
    private let state: Mutex<State>

    /// How many are rendered while the last ones leave, half of them by a task of their own: rendering
    /// and signing take longer than one core has.
    private static let ahead = 16

    /// - Parameter refusals: those with which the last round ended.
    init(
        _ composer: Composer, _ journal: SendJournal, _ transport: any Transport, _ pace: MailPace,
        after refusals: RefusalStreak, clock: @escaping @Sendable () -> Date,
        mayHandOver: @escaping @Sendable () -> Bool
    ) {
        state = Mutex(State(outcome: Outcome(refusals: refusals)))
        self.composer = composer
        self.journal = journal
        self.transport = transport
        self.pace = pace
        self.clock = clock
        self.mayHandOver = mayHandOver
    }

    /// Sends letters; comes back when each has its fate or was not tried.
    func send(_ letters: [Letter]) async -> Outcome {
        await withTaskCancellationHandler {
            var queue = PacedLetters(letters, pace)
            // Where rates space messages out, which one is next shows when the last has left.
            let count = pace.isSpaced ? 1 : Self.ahead
            while case let next = queue.next(count), !next.isEmpty { await sendAll(next) }
            await wait(until: 0)
        } onCancel: {
            stop(CancellationError())
        }
        return state.withLock { $0.outcome }
    }

    private func sendAll(_ letters: [Letter]) async {
        let middle = letters.count / 2
        async let others = letters[..<middle].map(composed)
        let last = letters[middle...].map(composed)
        for (letter, composition) in zip(letters, await others + last) {
            await send(letter, composition)
        }
    }

    private func composed(_ letter: Letter) -> Result<Composer.Composition, any Error> {
        Result { try letter.fate.map { .fate($0) } ?? composer.compose(letter) }
    }

    private func send(
        _ letter: Letter, _ composition: Result<Composer.Composition, any Error>
    ) async {
        guard !isStopped else { return keep(untried: letter.key) }
        do {
            switch try composition.get() {
            case .fate(let fate): settle(SettledMessage(letter, nil, fate))
            case .message(let message):
                guard pace.take(letter.domain, at: clock()) else {
                    return state.withLock { $0.outcome.held.append(letter.key) }
                }
                // Some more than the connections carry: none waits for a rendering.
                await wait(until: transport.width * 8 - 1)
                try await pace.wait(for: letter.domain)
                handOver(message, letter)
            }
        } catch {
            stop(error)
            keep(untried: letter.key)
        }
    }

    private func handOver(_ message: OutgoingMessage, _ letter: Letter) {
        let name = JournalName(letter.key, message.messageID.text)
        var message = message
        message.handOver = HandOver(
            isAllowed: { [self] in !isStopped && mayHandOver() },
            begins: { [journal] () throws(Problem) in try journal.tries(name) })
        state.withLock { $0.inTheAir += 1 }
        transport.deliver(message) { [self] delivery in
            ended(letter, name, delivery)
        }
    }

    private func ended(_ letter: Letter, _ name: JournalName, _ delivery: Delivery) {
        do {
            if let fate = MessageFate(delivery) {
                try journal.ended(name, as: fate)
                settle(SettledMessage(letter, name.messageID, fate))
            } else {
                try journal.gaveUp(name)
                keep(untried: letter.key)
                if case .unreachable(let problem) = delivery { stop(problem) }
            }
        } catch {
            // What the journal cannot note, the ledger still can.
            if let fate = MessageFate(delivery) {
                settle(SettledMessage(letter, name.messageID, fate))
            }
            stop(error)
        }
        land()
    }

    // MARK: State

    private var isStopped: Bool { state.withLock { $0.outcome.stop != nil } }

    private func stop(_ error: any Error) {
        state.withLock { state in
            if state.outcome.stop == nil { state.outcome.stop = error }
        }
    }

    private func settle(_ message: SettledMessage) {
        state.withLock { state in
            state.outcome.settled += state.outcome.refusals.note(message)
            if state.outcome.stop == nil { state.outcome.stop = state.outcome.refusals.problem }
        }
    }

    private func keep(untried key: MessageKey) {
        state.withLock { $0.outcome.untried.append(key) }
    }

    private func land() {
        let waiting = state.withLock { state in
            state.inTheAir -= 1
            guard let waiting = state.waiting, state.inTheAir <= waiting.most else {
                return nil as CheckedContinuation<Void, Never>?
            }
            state.waiting = nil
            return waiting.continuation
        }
        waiting?.resume()
    }

    /// Waits until there is room for more, then until there is room for several: a sender that wakes
    /// for each message spends its time waking.
    private func wait(until most: Int) async {
        let isFull = state.withLock { $0.inTheAir > most }
        guard isFull else { return }
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                let enough = most / 2
                if state.inTheAir <= enough { return true }
                state.waiting = (enough, continuation)
                return false
            }
            if isThere { continuation.resume() }
        }
    }
}
