import Foundation
import Testing

extension EndToEnd {
    /// Promise 2: never twice, whoever is killed when.
    ///
    /// The suite does some rounds; `TIDINGS_CRASH_ROUNDS=150 swift test --filter CrashTests` does
    /// more, and `TIDINGS_CRASH_SEED` repeats one.
    @Suite struct CrashTests {
        private static func number(_ name: String) -> Int? {
            ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
        }

        @Test(arguments: [1, 2])
        func `killed at any instant, no message is sent twice and none is lost`(
            senders: Int
        ) async throws {
            let rounds = Self.number("TIDINGS_CRASH_ROUNDS") ?? 6
            let messages = max(500, rounds * 60)
            let seed = UInt64(Self.number("TIDINGS_CRASH_SEED") ?? 20_261_127) &+ UInt64(senders)
            let connections = 4
            let harness = try await CrashHarness(
                messages: messages, connections: connections, senders: senders, seed: seed)
            let outcome = try await harness.run(rounds: rounds)
            let kills = outcome.kills.map { "\($0.value) of the \($0.key)" }.sorted()
            print(
                """
                crash harness: seed \(seed), \(senders) senders of \(connections) connections, \
                \(rounds) kills (\(kills.joined(separator: ", "))): \(messages) messages, \(outcome.accepted) accepted, \
                \(outcome.unknown) unknown of at most \(outcome.allowed), \
                \(outcome.recorded.count) recorded by the sink
                """)
            let recorded = Set(outcome.recorded)
            let accepted = outcome.ledger["accepted"] ?? []
            let unknown = outcome.ledger["unknown"] ?? []
            // Never twice.
            #expect(outcome.recorded.count == recorded.count)
            // Nothing lost: what the ledger says was accepted was; what arrived, it knows of.
            #expect(accepted.subtracting(recorded) == [])
            #expect(recorded.subtracting(accepted).subtracting(unknown) == [])
            // No more in doubt than there were connections.
            #expect(outcome.unknown <= outcome.allowed)
            // Every count balances.
            #expect(Set(outcome.ledger.keys).subtracting(["accepted", "unknown"]) == [])
            #expect(outcome.accepted + outcome.unknown == messages)
            #expect(outcome.waiting == 0)
            #expect(outcome.journals == 0)
        }
    }
}
