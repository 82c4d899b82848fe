package import Foundation
package import Postgres

/// All that is known of one customer: to hand it out, and to erase it.
package struct CustomerRecords: Sendable {
    let customer: String

    package init(_ customer: String) {
        self.customer = customer
    }

    /// What was erased: rows by table, those without any left out; rejects among them.
    package struct Erased: Sendable, Equatable {
        package var rows: [String: Int] = [:]
        /// The Message-IDs that the ledger had: their files can go too.
        package var messageIDs: [String] = []

        package init() {}
    }

    /// Deletes every row of the customer and every reject that holds their address or id, and leaves
    /// a keyed hash by which feeds leave them out. In one transaction; a second time it finds
    /// nothing. What a sender holds at this instant may still leave.
    package func erase(at now: Date, on connection: Connection) async throws -> Erased {
        let hash = try await PersonHash.read(on: connection)
        return try await connection.transaction { connection in
            var erased = Erased()
            try await connection.execute(
                .erasedWrite, hash.pads + [.text(customer), .instant(now)])
            let rejects = try await rejects(on: connection)
            erased.messageIDs = try await connection.execute(.messageIds, [.text(customer)])
                .map { try $0.text("message_id") }
            for table in CustomerTable.allCases {
                let count = try await connection.execute(table.erase, [.text(customer)]).affected
                if count > 0 { erased.rows[table.rawValue] = count }
            }
            // Noted for everybody: a note would name them, and what is counted must be counted anew.
            if !erased.rows.isEmpty {
                try await ChangeLog(connection).noteEverybody(.customer)
            }
            if !rejects.isEmpty {
                try await connection.execute(
                    .rejectForget,
                    [
                        .textArray(rejects.map { String($0.load) }),
                        .textArray(rejects.map { String($0.position) }),
                    ])
                erased.rows["reject"] = rejects.count
            }
            return erased
        }
    }

    /// Lets an erased customer come back with the next feed.
    ///
    /// - Returns: whether they had been erased.
    package func readmit(on connection: Connection) async throws -> Bool {
        let hash = try await PersonHash.read(on: connection)
        return try await connection.execute(.erasedForget, hash.pads + [.text(customer)])
            .affected > 0
    }

    /// Every row as JSON: `{"customer": …, "tables": {"orders": […], …}, "rejects": […]}`, in a
    /// snapshot of its own; nil when nothing is known.
    package func export(on connection: Connection) async throws -> String? {
        try await connection.transaction(.snapshot) { connection in
            var tables: [String] = []
            var isKnown = false
            for table in CustomerTable.allCases {
                let rows =
                    try await connection.execute(table.export, [.text(customer)])
                    .first?.text("rows") ?? "[]"
                if rows != "[]" { isKnown = true }
                tables.append("\"\(table.rawValue)\": \(rows)")
            }
            let rejects = try await rejects(on: connection).map { Self.quoted($0.text) }
            guard isKnown || !rejects.isEmpty else { return nil }
            return "{\"customer\": \(Self.quoted(customer)), "
                + "\"tables\": {\(tables.joined(separator: ", "))}, "
                + "\"rejects\": [\(rejects.joined(separator: ", "))]}"
        }
    }

    private struct Held {
        var load: Int
        var position: Int
        var text: String
    }

    /// The rejects that hold one of the customer's addresses, or their id where that is long enough
    /// to mean nobody else: "7" stands in every other row.
    private func rejects(on connection: Connection) async throws -> [Held] {
        let addresses = try await connection.execute(.personAddresses, [.text(customer)])
            .map { try $0.text("address") }
        let words = addresses + (customer.count >= 5 ? [customer] : [])
        guard !words.isEmpty else { return [] }
        let pattern =
            "(^|[^[:alnum:]])(\(words.map(Self.pattern).joined(separator: "|")))"
            + "($|[^[:alnum:]])"
        return try await connection.execute(.rejectHolding, [.text(pattern)]).map { row in
            Held(
                load: try row.int("load_id"), position: try row.int("position"),
                // A row in UTF-16 reads well without its zero bytes; any other has none.
                text: String(decoding: try row.bytes("raw").filter { $0 != 0 }, as: UTF8.self))
        }
    }

    /// A word as a regular expression, bytes beyond ASCII as `encode(…, 'escape')` writes them.
    private static func pattern(_ word: String) -> String {
        word.utf8.map { byte -> String in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"):
                String(UnicodeScalar(byte))
            case 0..<0x80: "\\" + String(UnicodeScalar(byte))
            default: "\\\\" + String(byte, radix: 8)
            }
        }.joined()
    }

    private static func quoted(_ text: String) -> String {
        // A text encodes: it is valid Unicode.
        let data = (try? JSONEncoder().encode(text)) ?? Data("\"\"".utf8)
        return String(decoding: data, as: UTF8.self)
    }
}
