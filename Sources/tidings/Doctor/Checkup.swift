import Foundation
import Problems
import Running

/// Checks that run at the same time, each for so long at most.
struct Checkup: Sendable {
    /// One thing to look at.
    struct Check: Sendable {
        var name: String
        var look: @Sendable () async throws -> [Finding]

        init(_ name: String, _ look: @escaping @Sendable () async throws -> [Finding]) {
            self.name = name
            self.look = look
        }
    }

    /// How long a check may take.
    let limit: Duration

    /// What they found, in their order.
    func findings(of checks: [Check]) async -> [Finding] {
        await withTaskGroup(of: (Int, [Finding]).self) { group in
            for (index, check) in checks.enumerated() {
                group.addTask { (index, await findings(of: check)) }
            }
            var found = Array(repeating: [Finding](), count: checks.count)
            for await (index, findings) in group { found[index] = findings }
            return found.flatMap { $0 }
        }
    }

    /// What one found. A call that blocks beyond its time is left to itself: the process ends soon.
    private func findings(of check: Check) async -> [Finding] {
        let (ends, ending) = AsyncStream.makeStream(of: [Finding].self)
        let work = Task {
            do {
                ending.yield(try await check.look())
            } catch {
                let problems = (error as? Problems)?.all ?? [Problem.from(error)]
                ending.yield(problems.map { Finding(check.name, $0) })
            }
        }
        let timer = Task {
            // It ends early only when nobody waits for it.
            try? await Task.sleep(for: limit)
            ending.yield([Finding(check.name, Self.tookTooLong(limit))])
        }
        let first = await ends.first { _ in true }
        timer.cancel()
        work.cancel()
        return first ?? []
    }

    private static func tookTooLong(_ limit: Duration) -> Problem {
        Problem(
            .infrastructure, "no answer within \(Int(limit.components.seconds).counted("second"))",
            hint: "Look again; if it stays so, check the network and the host behind it.")
    }
}
