import Definitions
import Testing

@testable import Warehouse

struct OrderRunsTests {
    /// A row in COPY's binary format.
    private func row(_ fields: String?...) -> [UInt8] {
        var row: [UInt8] = [0, UInt8(fields.count)]
        for field in fields {
            guard let field else {
                row += [255, 255, 255, 255]
                continue
            }
            row += [0, 0, 0, UInt8(field.utf8.count)] + Array(field.utf8)
        }
        return row
    }

    /// How many rows each run has and how many bits are set; `-` for a row within one.
    private func marks(_ rows: [UInt8]) -> [String] {
        rows.withUnsafeBytes { bytes in
            var walk = RowWalk(columns: 5)
            var marks: [String] = []
            while walk.next(in: bytes) {
                let number = walk.field(2, in: bytes).map { Int($0[3]) }
                let bits = walk.field(4, in: bytes).map { $0.reduce(0) { $0 + $1.nonzeroBitCount } }
                marks.append(number.map { "\($0)/\(bits ?? 0)" } ?? "-")
            }
            return marks
        }
    }

    @Test func `the last row of consecutive ones carries their marks, across batches too`() {
        var runs = OrderRuns(columns: ["order_id", "line_number"], lineKey: .number)
        var marked = runs.mark(row("1", "1") + row("1", "2") + row("2", "1") + row("2", "1"))
        marked += runs.mark(row("2", "1"))
        marked += runs.mark([])
        marked += runs.mark(row("3", nil) + row("1", "3"))
        marked += runs.finish()
        #expect(marks(marked) == ["-", "2/2", "-", "-", "3/1", "1/1", "1/1"])
        #expect(!runs.areDistinct)
        #expect(runs.finish() == [])
    }

    @Test(arguments: [Feed.LineKey.position, nil])
    func `without a key of their own several rows set one bit`(key: Feed.LineKey?) {
        var runs = OrderRuns(columns: ["order_id", "line_number"], lineKey: key)
        let marked = runs.mark(row("1", "1") + row("1", "2")) + runs.finish()
        #expect(marks(marked) == ["-", "2/1"])
        #expect(runs.areDistinct)
    }

    @Test func `the order of lines does not change the digest, their content does`() {
        func digest(_ rows: [UInt8]...) -> [UInt8] {
            var runs = OrderRuns(columns: ["order_id", "line_product"], lineKey: .product)
            let marked = runs.mark(rows.flatMap { $0 }) + runs.finish()
            return Array(marked.suffix(20).prefix(8))
        }
        #expect(digest(row("1", "a"), row("1", "b")) == digest(row("1", "b"), row("1", "a")))
        #expect(digest(row("1", "a"), row("1", "b")) != digest(row("1", "a"), row("1", "c")))
        #expect(digest(row("1", "a")) != digest(row("1", nil)))
    }
}
