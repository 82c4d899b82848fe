import Testing

@Suite struct TestFunctionTests {
    /// Swift Testing skips a function without `@Test` in silence.
    @Test func `every function whose name is a sentence carries @Test`() throws {
        var silent: [String] = []
        // Written apart, so that this file does not find itself.
        let mark = "func " + "`"
        for file in try Repository.files(in: "Tests", suffix: "Tests.swift") {
            let lines = file.lines
            for (index, line) in lines.enumerated() where line.contains(mark) {
                // Attributes stand on the lines from the last blank line or brace to this one.
                let start = lines[..<index].lastIndex { line in
                    line.allSatisfy(\.isWhitespace) || line.hasSuffix("{")
                        || line.trimmingPrefix(while: \.isWhitespace) == "}"
                }
                let declaration = lines[(start.map { $0 + 1 } ?? 0)...index]
                if !declaration.contains(where: { $0.contains("@Test") }) {
                    silent.append("\(file.path):\(index + 1)")
                }
            }
        }
        #expect(silent == [])
    }

    @Test func `every file of tests has a test`() throws {
        let empty = try Repository.files(in: "Tests", suffix: "Tests.swift")
            .filter { !$0.text.contains("@Test") }.map(\.path)
        #expect(empty == [])
    }

    @Test func `no test uses XCTest, whose tests would not run`() throws {
        let mark = "import " + "XCTest"
        let files = try Repository.files(in: "Tests", suffix: ".swift")
            .filter { $0.text.contains(mark) }.map(\.path)
        #expect(files == [])
    }
}
