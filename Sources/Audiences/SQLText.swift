import Postgres

/// A piece of SQL that is made of literals of this source code, values and other pieces only.
///
/// A run-time `String` cannot be interpolated, so nothing that a person wrote becomes SQL: it is
/// a `Value`, and leaves as a parameter.
struct SQLText: ExpressibleByStringInterpolation, Hashable {
    enum Piece: Hashable {
        case text(String)
        case value(Value)
    }
    var pieces: [Piece]

    init(stringLiteral literal: String) { pieces = [.text(literal)] }
    init(stringInterpolation interpolation: StringInterpolation) {
        pieces = interpolation.pieces
    }
    init(_ pieces: [Piece]) { self.pieces = pieces }

    struct StringInterpolation: StringInterpolationProtocol {
        var pieces: [Piece] = []

        init(literalCapacity: Int, interpolationCount: Int) {}
        mutating func appendLiteral(_ literal: String) { pieces.append(.text(literal)) }
        mutating func appendInterpolation(_ sql: SQLText) { pieces += sql.pieces }
        mutating func appendInterpolation(_ value: Value) { pieces.append(.value(value)) }
        mutating func appendInterpolation(_ name: SQLName) { pieces.append(.text(name.text)) }
    }

    /// The text with `$1`, `$2`, … and what they stand for.
    var rendered: (sql: String, parameters: [Value]) {
        var sql = ""
        var parameters: [Value] = []
        for piece in pieces {
            switch piece {
            case .text(let text): sql += text
            case .value(let value):
                parameters.append(value)
                sql += "$\(parameters.count)"
            }
        }
        return (sql, parameters)
    }

    /// Pieces with a separator between them.
    static func joined(_ parts: [SQLText], by separator: SQLText) -> SQLText {
        SQLText(Array(parts.map(\.pieces).joined(separator: separator.pieces)))
    }

    /// All hold; true of none.
    static func all(_ parts: [SQLText]) -> SQLText {
        parts.isEmpty ? "true" : joined(parts.map { "(\($0))" }, by: " AND ")
    }

    /// One holds at least; false of none.
    static func any(_ parts: [SQLText]) -> SQLText {
        parts.isEmpty ? "false" : joined(parts.map { "(\($0))" }, by: " OR ")
    }
}

/// A name that stands in SQL as it is: of an alias that the compiler numbers, a column of a
/// closed list or a temporary table.
struct SQLName: Hashable, ExpressibleByStringLiteral {
    let text: String

    /// A table or column that this source code names.
    init(stringLiteral name: String) { text = name }

    /// An alias or column as `o3`.
    init(_ prefix: StaticString, _ number: Int) { text = "\(prefix)\(number)" }

    /// Lower-case letters, digits and underscores, beginning with a letter; otherwise nil.
    init?(checking text: String) {
        let isPlain = text.allSatisfy {
            ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "_"
        }
        guard isPlain, let first = text.first, ("a"..."z").contains(first) else { return nil }
        self.text = text
    }
}
