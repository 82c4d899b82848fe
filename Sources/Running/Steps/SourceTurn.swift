import Definitions
import Postgres

/// A place among the steps that use a source at once, in whichever process they run.
///
/// A source has as many places as it says, each a session advisory lock: who is killed gives its
/// place back with its session.
struct SourceTurn: Sendable {
    let source: String
    let places: Int
    /// The session that holds the place.
    let connection: Connection

    /// How often is looked for a free place.
    static let pace = Duration.seconds(1)

    /// - Returns: nil for a source that any number of steps may use.
    init?(_ source: String, in workspace: Workspace, on connection: Connection) {
        guard let places = workspace.sources[source]?.atOnce else { return nil }
        self.source = source
        self.places = places
        self.connection = connection
    }

    /// Waits for a free place; tells once that it does.
    ///
    /// - Returns: The place, for ``leave(_:)``.
    func take(clock: any Clock<Duration>, note: @Sendable (String) -> Void) async throws -> Int64 {
        var isTold = false
        while true {
            for number in 0..<places {
                let key = Self.key(of: source, number)
                if try await connection.tryLock(key) { return key }
            }
            if !isTold {
                note("waits: the source \"\(source)\" is in use by \(places.counted("other step"))")
            }
            isTold = true
            try await clock.sleep(for: Self.pace)
        }
    }

    /// Gives the place back. A session that is gone has done so.
    func leave(_ place: Int64) async { _ = try? await connection.unlock(place) }

    /// The same number in every process and version.
    static func key(of source: String, _ number: Int) -> Int64 {
        Int64(bitPattern: StableNumber.of("tidings source \(source) \(number)"))
    }
}

extension Export {
    /// The source whose table the list is written to; nil of a file.
    var source: String? {
        if case .table(_, let source) = target { source } else { nil }
    }
}
