import Testing

@Suite struct SourceTests {
    private static func files() throws -> [Repository.File] {
        try Repository.files(in: "Sources", suffix: ".swift")
            + Repository.files(in: "Tests", suffix: ".swift")
    }

    private static func places(of mark: String) throws -> [String] {
        try files().flatMap { file in
            file.lines.enumerated().filter { $0.element.contains(mark) }
                .map { "\(file.path):\($0.offset + 1)" }
        }
    }

    @Test func `nothing is put off`() throws {
        // Written apart, so that this file does not find itself.
        for mark in ["TO" + "DO", "FIX" + "ME", "fatal" + "Error(", "try" + "!"] {
            #expect(try Self.places(of: mark) == [])
        }
    }

    @Test func `nothing is public: modules share by package access`() throws {
        let open = try Repository.files(in: "Sources", suffix: ".swift").flatMap { file in
            file.lines.filter { line in
                let words = line.split(separator: " ").prefix(2)
                return words.first == "public"
                    || words.first == "open" && words.count > 1
                        && ["class", "func", "var"].contains(words[words.startIndex + 1])
            }.map { "\(file.path): \($0)" }
        }
        #expect(open == [])
    }

    @Test func `what a file is for shows in its length`() throws {
        let long = try Self.files().filter { $0.lines.count > 400 }
            .map { "\($0.path) has \($0.lines.count) lines" }
        #expect(long == [])
    }
}
