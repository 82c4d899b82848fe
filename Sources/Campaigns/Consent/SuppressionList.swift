package import Foundation
package import Postgres
import Warehouse

/// The addresses that are never mailed, whoever has them, kept as keyed hashes alone: the list tells
/// nothing to who gets hold of it.
package struct SuppressionList: Sendable {
    /// Why an address is on it; the message that it stops says so.
    package enum Reason: String, Sendable, CaseIterable {
        case unsubscribed, bounced, complained
        case invalidAddress = "invalid-address"
    }

    /// An address, or the hash of one from an exported list.
    package enum Entry: Sendable, Equatable {
        case address(String, Reason)
        /// 64 hexadecimal digits.
        case hash(String, Reason)
    }

    /// An entry as it is listed.
    package struct Item: Sendable, Equatable {
        package var hash: String
        package var reason: String
        package var addedAt: Date
        package var origin: String
        /// Who has the address now; nil when nobody has.
        package var customer: String?
        package var address: String?
    }

    private let connection: Connection

    package init(_ connection: Connection) {
        self.connection = connection
    }

    /// Adds entries and returns how many are new.
    package func add(_ entries: [Entry], from origin: String, at now: Date) async throws -> Int {
        let hash = try await PersonHash.read(on: connection)
        var addresses: [(String, Reason)] = []
        var hashes: [(String, Reason)] = []
        for entry in entries {
            switch entry {
            case .address(let address, let reason): addresses.append((address, reason))
            case .hash(let hash, let reason): hashes.append((hash, reason))
            }
        }
        let added = try await connection.execute(
            .suppressionAdd,
            hash.pads + [
                .textArray(addresses.map(\.0)), .textArray(addresses.map(\.1.rawValue)),
                .instant(now), .text(origin),
            ]
        ).affected
        return try await added
            + connection.execute(
                .suppressionRestore,
                [
                    .textArray(hashes.map(\.0)), .textArray(hashes.map(\.1.rawValue)),
                    .instant(now), .text(origin),
                ]
            ).affected
    }

    /// Takes addresses off the list, and lets those be mailed again that bounced. What their owners
    /// said themselves, a complaint or an unsubscribe, holds all the same.
    ///
    /// - Returns: how many were on the list, and how many had bounced.
    package func remove(_ addresses: [String]) async throws -> (listed: Int, bounced: Int) {
        let hash = try await PersonHash.read(on: connection)
        return try await connection.transaction { connection in
            let listed = try await connection.execute(
                .suppressionRemove, hash.pads + [.textArray(addresses)]
            ).affected
            let bounced = try await connection.execute(.bounceLift, [.textArray(addresses)])
            try await ChangeLog(connection).note(
                bounced.map { try $0.text("customer_id") }, .event)
            return (listed, Set(try bounced.map { try $0.text("address") }).count)
        }
    }

    /// The entries, the latest first; nil means all.
    package func list(limit: Int?) async throws -> [Item] {
        let hash = try await PersonHash.read(on: connection)
        return try await connection.execute(.suppressionList, hash.pads + [.int(limit)]).map {
            Item(
                hash: try $0.text("hash"), reason: try $0.text("reason"),
                addedAt: try $0.instant("added_at"), origin: try $0.text("origin"),
                customer: try $0.textOrNil("customer_id"), address: try $0.textOrNil("address"))
        }
    }
}
