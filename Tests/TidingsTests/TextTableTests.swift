import Running
import Testing

@testable import tidings

struct TextTableTests {
    @Test func `columns line up by what a terminal shows`() {
        var table = TextTable([.left, .right])
        table.add(["name", "count"])
        table.add(["王芳", "1,204"])
        table.add(["Zoë", "3"])
        #expect(
            table.lines(indent: 0) == [
                "name  count",
                "王芳  1,204",
                "Zoë       3",
            ])
    }

    @Test(arguments: [
        (0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567"), (-4_000, "-4,000"),
    ])
    func `numbers are grouped by three`(number: Int, text: String) {
        #expect(number.grouped == text)
    }

    @Test func `one is not many`() {
        #expect(1.counted("message") == "1 message")
        #expect(0.counted("message") == "0 messages")
    }
}
