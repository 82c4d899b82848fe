import Definitions
import Feeds
import Foundation

/// A feed's rows made into rows of the tables that hold them: what INSERT would make of a stage whose
/// rows are all new.
///
/// A customer's consents become rows of their own table.
struct TableRows: Sendable {
    /// A table with the columns that its rows fill.
    struct Target: Sendable, Equatable {
        var table: String
        var columns: [String]
    }

    let targets: [Target]
    private let inputs: Int
    /// The fields that the first table takes as they are.
    private let kept: [Range<Int>]
    /// What its rows hold besides, the same in all.
    private let constants: [UInt8]
    private let digests: RowDigests?
    private let consents: Consents?

    private struct Consents: Sendable {
        var place: Int
        /// Each as a field.
        var topics: [[UInt8]]
        /// When they were given, as far as is known; that nobody said so; and the load.
        var constants: [UInt8]
    }

    /// Nil for an entity whose rows need more than that.
    ///
    /// - Parameter columns: The rows' own, `line` and `byte_offset` first.
    init?(columns: [String], of feed: Feed, loadID: Int, isFirst: Bool, now: Date) {
        guard let table = EntityMerge.of(feed.entity).straightTable else { return nil }
        inputs = columns.count
        let open = columns.firstIndex(of: "consents")
        let kept =
            [0..<1, 2..<(open ?? columns.count)]
            + (open.map { [($0 + 1)..<columns.count] } ?? [])
        self.kept = kept
        var own = kept.flatMap { columns[$0] } + ["first_load_id", "load_id"]
        let load = Self.field(Int64(loadID))
        var constants = load + load
        if feed.entity == .products, !isFirst {
            own.append("new_at")
            constants += Self.field(Self.micros(now))
        }
        self.constants = constants
        digests =
            feed.entity == .customers
            ? RowDigests(columns: columns, names: feed.openNames) : nil
        var targets = [
            Target(table: table, columns: own + (digests == nil ? [] : [RowDigests.column]))
        ]
        if let open {
            consents = Consents(
                place: open, topics: feed.topics.map { Self.field(Array($0.utf8)) },
                constants: Self.field(Self.micros(now)) + Self.field([0]) + load)
            targets.append(Target(table: "consent", columns: Self.consentColumns))
        } else {
            consents = nil
        }
        self.targets = targets
    }

    /// The rows of each target.
    func take(_ rows: [UInt8]) -> [[UInt8]] {
        var own: [UInt8] = []
        var answers: [UInt8] = []
        own.reserveCapacity(rows.count + rows.count / 4)
        if consents != nil { answers.reserveCapacity(rows.count / 2) }
        rows.withUnsafeBytes { bytes in
            var walk = RowWalk(columns: inputs)
            while walk.next(in: bytes) {
                append(walk, bytes, to: &own)
                if let consents { append(consents, walk, bytes, to: &answers) }
            }
        }
        return consents == nil ? [own] : [own, answers]
    }

    private func append(_ walk: RowWalk, _ bytes: UnsafeRawBufferPointer, to own: inout [UInt8]) {
        own.append(raw: UInt16(targets[0].columns.count))
        for fields in kept {
            own.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[walk.range(fields)]))
        }
        own.append(contentsOf: constants)
        if let digests { own.append(field: digests.digest(of: walk, bytes)) }
    }

    private func append(
        _ consents: Consents, _ walk: RowWalk, _ bytes: UnsafeRawBufferPointer,
        to answers: inout [UInt8]
    ) {
        guard let list = walk.field(consents.place, in: bytes) else { return }
        // What an array begins with: dimensions, whether there are nulls, type, count, first index.
        var offset = 20
        for topic in consents.topics {
            let isThere = list[offset] == 0
            offset += 4
            guard isThere else { continue }
            answers.append(raw: UInt16(Self.consentColumns.count))
            answers.append(
                contentsOf: UnsafeRawBufferPointer(rebasing: bytes[walk.range(2..<3)]))
            answers.append(contentsOf: topic)
            // The answer, and the flag that it came as.
            for _ in 1...2 {
                answers.append(raw: Int32(1))
                answers.append(list[offset])
            }
            offset += 1
            answers.append(contentsOf: consents.constants)
            answers.append(
                contentsOf: UnsafeRawBufferPointer(rebasing: bytes[walk.range(0..<1)]))
        }
    }

    private static let consentColumns = [
        "customer_id", "topic", "given", "flag", "given_at", "is_dated", "load_id", "line",
    ]

    /// A `timestamptz`: microseconds since 2000.
    private static func micros(_ instant: Date) -> Int64 {
        Int64((instant.timeIntervalSince1970 * 1e6).rounded()) - 946_684_800_000_000
    }

    private static func field(_ number: Int64) -> [UInt8] {
        var field: [UInt8] = []
        field.append(field: number)
        return field
    }

    private static func field(_ bytes: [UInt8]) -> [UInt8] {
        var field: [UInt8] = []
        field.append(raw: Int32(bytes.count))
        return field + bytes
    }
}

extension Feed {
    /// The topics of consents that come with customers, in the order in which rows hold them.
    var topics: [String] {
        let prefix = "consent."
        return map.map(\.field).filter { $0.hasPrefix(prefix) }
            .map { String($0.dropFirst(prefix.count)) }
    }
}
