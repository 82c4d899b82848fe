package import Postgres

/// Codes that mails give away, as the database has them.
package struct VoucherPool: Sendable {
    package var name: String
    package var codes: Int
    /// Codes that messages have.
    package var bound: Int
    /// Codes that nobody has and that are valid, or will be.
    package var free: Int
    /// Codes that nobody has and whose last day is over.
    package var over: Int

    /// The pools, by name.
    ///
    /// - Parameter today: as ISO 8601.
    package static func all(on today: String, _ connection: Connection) async throws
        -> [VoucherPool]
    {
        try await connection.execute(.voucherPools, [.date(today)]).map { row in
            VoucherPool(
                name: try row.text("pool"), codes: try row.int("codes"),
                bound: try row.int("bound"), free: try row.int("free"), over: try row.int("over"))
        }
    }
}

/// New codes for a pool, which nobody can guess.
package struct VoucherBatch: Sendable {
    package var pool: String
    package var count: Int
    /// As the mail shows it: `10%`, `5 EUR`.
    package var worth: String?
    /// ISO dates; both days are still valid.
    package var validFrom: String?
    package var validUntil: String?

    package init(
        pool: String, count: Int, worth: String? = nil, validFrom: String? = nil,
        validUntil: String? = nil
    ) {
        self.pool = pool
        self.count = count
        self.worth = worth
        self.validFrom = validFrom
        self.validUntil = validUntil
    }

    /// How many codes are written at a time.
    private static let portion = 10_000

    /// Writes the codes, all or none; gives them in the order in which they were made.
    @discardableResult
    package func write(on connection: Connection) async throws -> [String] {
        var generator = SystemRandomNumberGenerator()
        return try await connection.transaction { connection in
            var codes: [String] = []
            while codes.count < count {
                let portion = (0..<min(Self.portion, count - codes.count)).map { _ in
                    Self.code(&generator)
                }
                // One that is there already is not written, and made again.
                codes += try await connection.execute(
                    .voucherGenerate,
                    [
                        .text(pool), .textArray(portion), .text(worth), .date(validFrom),
                        .date(validUntil),
                    ]
                ).map { try $0.text("code") }
            }
            return codes
        }
    }

    /// Letters and digits that nobody takes for one another: no 0 and O, no 1, I and L.
    private static let signs = Array("23456789ABCDEFGHJKMNPQRSTUVWXYZ")

    /// Three groups of five signs, as `7KQ2M-X4HDW-PV9RT`: 74 bits from the system's generator for
    /// secrets, so that a billion guesses find none among a billion codes.
    static func code(_ generator: inout some RandomNumberGenerator) -> String {
        let groups = (0..<3).map { _ in
            String((0..<5).map { _ in signs[Int.random(in: signs.indices, using: &generator)] })
        }
        return groups.joined(separator: "-")
    }
}
