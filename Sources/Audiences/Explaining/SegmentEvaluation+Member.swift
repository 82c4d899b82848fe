package import Definitions
package import Postgres

extension SegmentEvaluation {
    /// Whether a customer was in a segment when it was last evaluated; nil when its definition was
    /// edited since, or never evaluated.
    package static func isMember(
        _ customer: String, of segment: Segment, _ connection: Connection
    ) async throws -> Bool? {
        let row = try await connection.execute(
            Statement("segment_member", PackageResources.segment_member_sql),
            [.text(customer), .text(segment.name)]
        ).first
        guard let row, try row.text("fingerprint") == segment.expression.fingerprint else {
            return nil
        }
        return try row.bool("is_member")
    }
}
