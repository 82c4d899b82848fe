import Definitions
import Postgres
import Problems

/// Where the next run of a feed with `since` begins: a little before the last value that it saw.
///
/// A query compares by `>`, and rows that share the last value may have come after it was read;
/// and who writes a time when a transaction begins may commit it after a later one. What is seen
/// again is unchanged.
struct CursorStart {
    /// The last value that the feed saw.
    let last: String
    /// The type of `:since`, as the server understands the query.
    let type: UInt32
    let overlapSeconds: Int?
    let place: Place

    /// The value to begin behind, on a connection to the source.
    func value(on connection: Connection) async throws -> String {
        let isTime = [1082, 1114, 1184].contains(type)
        guard isTime || overlapSeconds == nil else { throw overlapOfNumbers }
        switch type {
        case 21, 23, 20:
            let lowest = CursorType(oid: type)?.lowest
            return last == lowest ? last : Int(last).map { String($0 - 1) } ?? last
        case 700: return Float(last).map { "\($0.nextDown)" } ?? last
        case 701: return Double(last).map { "\($0.nextDown)" } ?? last
        default:
            guard let sql = Self.subtraction(type) else { return last }
            let statement = Statement(name: "cursor_start", sql: sql)
            let parameters: [Value] = isTime ? [.text(last), .int(overlapSeconds)] : [.text(last)]
            return try await connection.execute(statement, parameters).first?.text("start") ?? last
        }
    }

    private static func subtraction(_ type: UInt32) -> String? {
        switch type {
        case 1082:
            "SELECT ($1::date - greatest(1, ceil($2::float8 / 86400)::int))::text AS start"
        case 1114:
            """
            SELECT ($1::timestamp - make_interval(secs => coalesce($2::float8, 0.000001)))::text
                AS start
            """
        case 1184:
            """
            SELECT ($1::timestamptz - make_interval(secs => coalesce($2::float8, 0.000001)))::text
                AS start
            """
        case 1700:
            "SELECT ($1::numeric - power(10::numeric, -scale($1::numeric)))::text AS start"
        default: nil
        }
    }
}

extension CursorStart {
    private var overlapOfNumbers: Problem {
        Problem(
            .definition, "\"overlap\" is a length of time, but :since is a number", at: place,
            hint: "Take \"overlap\" out: rows that share the last number are read again in any "
                + "case.")
    }
}
