import Definitions
import Postgres

extension FeedLoad {
    /// Takes the rows of people out who were erased: they count as left out. Before customers are
    /// looked up, so that no reject says their address again.
    ///
    /// Who is a customer now was not erased, or came back as somebody new: only unknown ids and
    /// addresses are hashed, and nothing at all where nobody was erased.
    func leaveOutErased(_ load: inout BegunLoad) async throws {
        guard feed.entity.isAboutCustomers else { return }
        try await data.execute(.erasedHold)
        guard try await data.execute(.erasedAny).first?.bool("some") == true else { return }
        let hash = try await PersonHash.read(on: data)
        let stage = EntityMerge.of(feed.entity).stageName
        let removed = try await data.execute(Self.erased(stage, feed.entity), hash.pads)
        guard removed.affected > 0 else { return }
        load.figures.filtered += removed.affected
        // What was found out of the rows while they were staged holds no more.
        load.hasDistinctRows = false
        load.hasPlainOrders = false
    }

    /// $1 and $2 the pads of the hash's key.
    static func erased(_ stage: String, _ entity: Entity) -> Statement {
        let address = entity == .customers ? "s.email" : "s.customer_id"
        return Statement(
            name: "erased \(stage)",
            sql: """
                DELETE FROM pg_temp.\(stage) s
                USING (
                    SELECT k.row_id
                    FROM (
                        SELECT s.ctid AS row_id,
                            sha256($2::bytea || sha256($1::bytea
                                || convert_to('id:' || s.customer_id, 'UTF8'))) AS id_hash,
                            CASE WHEN a.customer_id IS NULL THEN sha256($2::bytea || sha256(
                                $1::bytea || convert_to('address:' || lower(\(address)), 'UTF8')))
                                END AS address_hash
                        FROM pg_temp.\(stage) s
                        LEFT JOIN tidings.customer c ON c.customer_id = s.customer_id
                        LEFT JOIN LATERAL (
                            SELECT n.customer_id FROM tidings.customer n
                            WHERE lower(n.email) = lower(\(address)) LIMIT 1
                        ) a ON true
                        WHERE c.customer_id IS NULL AND s.customer_id IS NOT NULL
                    ) k
                    JOIN tidings.erased e
                        ON e.id_hash = k.id_hash OR e.address_hash = k.address_hash
                ) d
                WHERE s.ctid = d.row_id
                """)
    }
}

extension Entity {
    /// Whether its rows are about customers.
    var isAboutCustomers: Bool {
        switch self {
        case .customers, .orders, .waiting, .consents, .events: true
        case .products, .stock, .vouchers, .rates: false
        }
    }
}
