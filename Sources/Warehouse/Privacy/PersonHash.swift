import Crypto
import Foundation
package import Postgres
import Problems

/// The key by which people are known although nothing of them is kept: HMAC-SHA256 of an id or an
/// address.
///
/// The key is made once a database and lives in it: whoever loses the one has lost the other, and
/// no rotation makes a list useless. So a copied list tells nothing, and a copied database no more
/// than its customers' rows do. PostgreSQL computes the hashes, as
/// `sha256(outer || sha256(inner || text))` (RFC 2104), for whole tables at once.
package struct PersonHash: Sendable {
    private let inner: [UInt8]
    private let outer: [UInt8]

    /// The database's key, made if there is none.
    package static func read(on connection: Connection) async throws -> PersonHash {
        if let known = try await known(on: connection) { return known }
        let secret = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
        try await connection.execute(.hashKeyMake, [.bytes(secret)])
        guard let made = try await known(on: connection) else { throw lost }
        return made
    }

    private static func known(on connection: Connection) async throws -> PersonHash? {
        guard let row = try await connection.execute(.hashKeyGet).first else { return nil }
        return PersonHash(secret: try row.bytes("secret"))
    }

    private init(secret: [UInt8]) {
        let key = secret + [UInt8](repeating: 0, count: 64 - secret.count)
        inner = key.map { $0 ^ 0x36 }
        outer = key.map { $0 ^ 0x5C }
    }

    /// `$1` and `$2` of the statements that hash.
    package var pads: [Value] { [.bytes(inner), .bytes(outer)] }

    private static var lost: Problem {
        Problem(
            .bug, "the database keeps no key of hashes",
            hint: "This is a fault of Tidings: please report it with this text.")
    }
}
