import Definitions
import Foundation
import Mail
import Postgres
import Problems
import Running
import Transfer

extension Session {
    /// What tells people of this workspace, over a session that nobody else uses meanwhile.
    func teller(on connection: Connection) -> Teller {
        Teller(workspace, on: connection, openTransport: openNoticeTransport)
    }

    /// As for messages, but with less patience: nobody waits minutes for an alert to be taken.
    @Sendable func openNoticeTransport() throws -> any Transport {
        guard let transport = workspace.mail.transport else {
            return try workspace.mail.openTransport(in: workspace.stateFolder)
        }
        return SMTPTransport(
            try SMTPPool(
                to: SMTPServer(url: transport), connectTimeout: .seconds(10),
                transferTimeout: .seconds(60)))
    }

    /// Does something, and tells meanwhile and in the end who has to know what went wrong. What
    /// cannot be told is said on stderr and changes nothing else. Then lets go of old history.
    func telling<T>(_ body: () async throws -> T) async throws -> T {
        let meanwhile = Task {
            while !Task.isCancelled {
                // It ends early only when the body has ended.
                try? await Task.sleep(for: .seconds(30))
                // A task of its own: what is being delivered is not cut off.
                if !Task.isCancelled { await Task { await tell() }.value }
            }
        }
        do {
            let value = try await body()
            meanwhile.cancel()
            await meanwhile.value
            await tell()
            _ = try await connected { try await History(workspace, on: $0).prune(at: .now) }
            return value
        } catch {
            meanwhile.cancel()
            await meanwhile.value
            await tell()
            throw error
        }
    }

    private func tell() async {
        // A task of its own: a command that is interrupted tells, too.
        await Task {
            do {
                let problems = try await connected { try await teller(on: $0).tell { .now } }
                for problem in problems { Console.error("Not told: \(problem.text)") }
            } catch {
                Console.error("Not told: \(Problem.from(error).text)")
            }
        }.value
    }
}
