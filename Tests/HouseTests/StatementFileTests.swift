import Testing

@Suite struct StatementFileTests {
    @Test func `every statement begins with why it is there`() throws {
        let bare = try Repository.files(in: "Sources", suffix: ".sql")
            .filter { !$0.text.hasPrefix("-- ") }.map(\.path)
        #expect(bare == [])
    }

    @Test func `base names are unique in a module`() throws {
        let files = try Repository.files(in: "Sources", suffix: ".sql")
        let names = files.map { "\($0.module)/\($0.baseName)" }
        #expect(names.count == Set(names).count)
    }

    @Test func `every statement is embedded by name, and used`() throws {
        let sources = try Repository.files(in: "Sources", suffix: ".swift")
        var unused: [String] = []
        for file in try Repository.files(in: "Sources", suffix: ".sql") {
            let texts = sources.filter { $0.module == file.module }.map(\.text)
            let resource = "PackageResources.\(file.baseName)_sql"
            if !texts.contains(where: { $0.contains(resource) }) { unused.append(file.path) }
        }
        #expect(unused == [])
    }

    /// A constant of a statement stands where it is declared, where it is called, and in its
    /// module's list for the test that prepares all.
    @Test func `every named statement is called`() throws {
        let sources = try Repository.files(in: "Sources", suffix: ".swift")
        var uncalled: [String] = []
        for list in sources where list.baseName.hasPrefix("Statement+") {
            let callers = sources.filter { $0.path != list.path }
            for line in list.lines where line.contains("static let ") {
                guard
                    let name = line.split(separator: " ").drop(while: { $0 != "let" })
                        .dropFirst().first?.prefix(while: { $0.isLetter || $0.isNumber }),
                    line.contains("PackageResources")
                else { continue }
                if !callers.contains(where: { $0.text.contains(".\(name)") }) {
                    uncalled.append("\(list.path): \(name)")
                }
            }
        }
        #expect(uncalled == [])
    }
}
