import Testing
import Warehouse

@testable import tidings

struct ProgressBarTests {
    private func bar(
        _ name: String, _ bytes: Int, of total: Int?, rows: Int = 1_234_567
    ) -> ProgressBar {
        let start = ContinuousClock.now
        return ProgressBar(
            name: name,
            pace: ReadingPace(
                FeedProgress(rows: rows, bytes: bytes, totalBytes: total), since: start,
                now: start + .seconds(10)))
    }

    @Test(arguments: [
        (
            100,
            "nightly: orders  ████████████▉                   43%  1,234,567 rows  123,457/s  0:14 left"
        ),
        (79, "nightly: orders  ████████▏            43%  1,234,567 rows  123,457/s  0:14 left"),
        (70, "nightly: orders  ████▎       43%  1,234,567 rows  123,457/s  0:14 left"),
        (58, "nightly: orders  43%  1,234,567 rows  123,457/s  0:14 left"),
        (57, "nightly: orders  ███▍      43%  1,234,567 rows  0:14 left"),
        (40, "nightly: orders  43%  0:14 left"),
        (24, "nightly: orders  43%"),
        (16, "nightly: o…  43%"),
        (3, "ni…"),
    ])
    func `the line fits, whatever the width`(columns: Int, expected: String) {
        let text = bar("nightly: orders", 43, of: 100).text(columns: columns)
        #expect(text.columns <= columns)
        #expect(text == expected)
    }

    @Test func `no line is wider than its terminal`() {
        for columns in 1...120 {
            for name in ["a", "nightly: 会员订单与库存", "nightly: " + String(repeating: "é", count: 80)] {
                for (bytes, total) in [(43, 100 as Int?), (100, 100), (0, nil)] {
                    #expect(bar(name, bytes, of: total).text(columns: columns).columns <= columns)
                }
            }
        }
    }

    @Test func `wide characters count twice`() {
        #expect(
            bar("每夜: 订单", 50, of: 100, rows: 7).text(columns: 50)
                == "每夜: 订单  ████▌      50%  7 rows  1/s  0:10 left")
        #expect(ProgressBar.cut("每夜: 订单", to: 6) == "每夜:…")
        #expect(ProgressBar.cut("每夜", to: 4) == "每夜")
        #expect(ProgressBar.cut("每夜", to: 3) == "每…")
    }

    @Test func `a query shows rows and no end`() {
        #expect(
            bar("nightly: members", 0, of: nil).text(columns: 79)
                == "nightly: members  1,234,567 rows  123,457/s")
    }

    @Test func `when all is read the rows are written`() {
        #expect(
            bar("nightly: orders", 100, of: 100).text(columns: 79)
                == "nightly: orders  100%  1,234,567 rows  writing …")
    }

    @Test(arguments: [(0, "0:00"), (9, "0:09"), (754, "12:34"), (3723, "1:02:03")])
    func `time left is read like a clock`(seconds: Int, text: String) {
        #expect(ProgressBar.clock(seconds) == text)
    }

    @Test(arguments: [(0.0, "    "), (0.5, "██  "), (0.53, "██  "), (0.6, "██▍ "), (1, "████")])
    func `a bar is drawn in eighths`(share: Double, text: String) {
        #expect(ProgressBar.bar(share, columns: 4) == text)
    }
}
