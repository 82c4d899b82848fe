import Foundation
import Postgres

/// From what a segment or a programme was last computed: another fingerprint makes a baseline.
struct DefinitionRecord {
    enum Kind: String {
        case segment
        case tiers
    }
    let kind: Kind
    let name: String

    func fingerprint(_ connection: Connection) async throws -> String? {
        try await connection.execute(
            Statement("definition_fingerprint", PackageResources.definition_fingerprint_sql),
            [.text(kind.rawValue), .text(name)]
        ).first?.text("fingerprint")
    }

    /// - Parameter fingerprint: the definition's now.
    func standing(of fingerprint: String, _ connection: Connection) async throws
        -> DefinitionStanding
    {
        guard let known = try await self.fingerprint(connection) else { return .new }
        return known == fingerprint ? .known : .edited
    }

    func record(_ fingerprint: String, at instant: Date, _ connection: Connection) async throws {
        try await connection.execute(
            Statement("definition_record", PackageResources.definition_record_sql),
            [.text(kind.rawValue), .text(name), .text(fingerprint), .instant(instant)])
    }
}
