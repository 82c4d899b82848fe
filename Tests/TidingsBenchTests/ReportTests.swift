import Testing

@testable import tidings_bench

struct ReportTests {
    @Test func `a table shows medians, ratios and the greatest peak`() {
        var report = Report()
        func sample(_ seconds: Double, peak: Int = 1) -> Report.Sample {
            Report.Sample(seconds: seconds, cpu: seconds / 2, peak: peak << 20)
        }
        for seconds in [3.0, 1, 2] {
            report.add("load", floor: sample(seconds), tidings: sample(seconds + 1, peak: 40))
        }
        report.add("read", tidings: sample(0.055), note: "quick")
        report.notes.append("all alike")
        #expect(
            report.text == """
                      floor s  Tidings s  ratio  floor CPU s  Tidings CPU s  ratio  peak MB
                load     2.00       3.00   1.50         1.00           1.50   1.50       40
                read                0.06                               0.03               1  quick
                all alike
                """)
    }
}
