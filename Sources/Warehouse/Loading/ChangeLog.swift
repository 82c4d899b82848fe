package import Postgres

/// Whose rows changed: what is derived from rows is derived anew for those customers alone.
///
/// Every transaction that changes rows which expressions read notes the customers here, under its own
/// number. Who derives something remembers a snapshot (`pg_current_snapshot`) taken before reading,
/// and later asks for the changes of transactions that the snapshot does not show: exact whatever
/// commits meanwhile, and independent of clocks. A change of very many is noted as one of everybody.
package struct ChangeLog: Sendable {
    /// Which rows changed, as expressions tell them apart.
    package enum Rows: String, Sendable, CaseIterable {
        case customer, order, consent, waiting, event, message
        /// What products are chosen by, noted for who ordered them.
        case product
        /// A price or the like, which changes every day: noted for everybody.
        case offer
        /// A rate, noted for who ordered in its currency.
        case rate
        case tier, segment
    }

    /// So many rows are noted as a change of everybody: a row each would cost more than it saves.
    package static let manyRows = 200_000

    /// Stands for everybody in the place of a customer's id.
    package static let everybody = ""

    private let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    /// The number of the transaction that is open, as a parameter.
    package func transaction() async throws -> Value {
        .text(try await connection.execute(.changeTransaction).first?.text("number"))
    }

    /// Notes that rows of customers changed, once each however often they are named.
    package func note(_ customers: [String], _ rows: Rows) async throws {
        guard !customers.isEmpty else { return }
        try await connection.execute(
            .changeCustomers,
            [.textArray(customers), .text(rows.rawValue), try await transaction()])
    }

    /// Notes that rows of any customer may have changed.
    package func noteEverybody(_ rows: Rows) async throws {
        try await note([Self.everybody], rows)
    }

    // MARK: Forgetting

    /// "change" in ASCII: the key of the lock.
    private static let lock: Value = .int(0x6368_616e_6765)

    /// Says that the open transaction is going to look for changes: until it ends, none is forgotten,
    /// it has room for the sorts and hash tables of what follows, and takes small samples of tables.
    package func begin() async throws {
        try await connection.execute(.changeBegin, [Self.lock])
        try await connection.execute(.loadSettings)
        try await connection.execute(.changeSettings)
    }

    /// Forgets what every evaluation has seen, unless one is on its way: then the next call does.
    package func prune() async throws {
        try await connection.transaction { connection in
            let isIdle = try await connection.execute(.changeIdle, [Self.lock])
                .first?.bool("is_idle")
            guard isIdle == true else { return }
            try await connection.execute(.changePrune)
            try await connection.execute(.orderBeforePrune)
            try await connection.execute(.orderLineBeforePrune)
        }
    }
}
