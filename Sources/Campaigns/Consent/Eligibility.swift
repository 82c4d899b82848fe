import Definitions
import Postgres
import Warehouse

/// Who of the candidates may be mailed at all, by consent, by what became of earlier mail and by the
/// list of suppressed addresses: the same for planning, for hand-off and for the preference page.
struct Eligibility: Sendable {
    let workspace: Workspace

    func suppress(on connection: Connection) async throws {
        try await connection.execute(.candidateEligible, [.json(workspace.topicsJSON)])
        guard try await connection.execute(.suppressionAny).first?.bool("some") == true else {
            return
        }
        let hash = try await PersonHash.read(on: connection)
        try await connection.execute(.candidateListed, hash.pads)
    }
}
