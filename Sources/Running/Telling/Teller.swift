package import Definitions
package import Foundation
package import Mail
package import Postgres
package import Problems

/// Tells people what they have to know: looks what is wrong or over, and delivers what waits.
///
/// Any process may look at any time; what has been told is in the database.
package struct Teller: Sendable {
    private let workspace: Workspace
    private let connection: Connection
    private let incidents: Incidents
    private let courier: Courier

    /// How long a command waits for what did not get through at first, in seconds.
    private static let patience: TimeInterval = 12

    /// - Parameter openTransport: for mail, if there is any.
    package init(
        _ workspace: Workspace, on connection: Connection,
        openTransport: @escaping @Sendable () throws -> any Transport
    ) {
        self.workspace = workspace
        self.connection = connection
        incidents = Incidents(workspace, on: connection)
        courier = Courier(workspace, on: connection, openTransport: openTransport)
    }

    /// Looks, and queues what people are to be told.
    package func look(at now: Date) async throws {
        try await incidents.look(at: now)
        try await makeDigest(at: now)
    }

    /// Queues the digest that is due, if nobody did.
    private func makeDigest(at now: Date) async throws {
        let times = DigestTimes(workspace)
        guard let addresses = workspace.digest?.mail, !addresses.isEmpty,
            let date = times.due(at: now)
        else { return }
        let occasion = "digest of \(date)"
        let notices = Notices(connection)
        guard try await !notices.isMade(occasion) else { return }
        let span = times.span(of: date)
        let digest = try await Digest.read(
            workspace, from: span.from, until: span.until, on: connection)
        try await notices.add(digest, to: addresses, occasion: occasion, at: now)
    }

    /// Delivers what is due, and says what did not get through.
    package func deliver(at now: Date) async throws -> [Problem] {
        try await courier.deliver(at: now)
    }

    /// Looks and delivers, as a command does before it ends: what does not get through at once is
    /// tried again for a few seconds, and then left to the next command or to `tidings serve`.
    package func tell(_ now: @Sendable () -> Date) async throws -> [Problem] {
        try await look(at: now())
        let end = now().addingTimeInterval(Self.patience)
        var problems = try await deliver(at: now())
        while !problems.isEmpty, let next = try await courier.next(), next < end {
            try await Task.sleep(for: .seconds(max(0.1, next.timeIntervalSince(now()))))
            problems = try await deliver(at: now())
        }
        return problems
    }
}
