import Testing

@Suite struct ImportTests {
    /// The floors of the house: a module imports only from floors below its own.
    static let floors = [
        "Problems": 0,
        "Definitions": 1, "Postgres": 1, "Transfer": 1,
        "Feeds": 2, "Mail": 2,
        "Warehouse": 3,
        "Audiences": 4,
        "Campaigns": 5,
        "Running": 6,
        "Console": 7, "Demo": 7,
        "tidings": 8, "tidings-bench": 8, "tidings-fuzz": 8,
    ]
    /// Which of our modules must not see another although it lies below.
    static let walls = ["Audiences": ["Mail"], "Mail": ["Definitions", "Postgres"]]
    /// Which modules may see a C library.
    static let libraries = [
        "CPostgres": "Postgres", "CCurl": "Transfer", "CZlib": "Feeds",
        "CResolv": "Transfer",
    ]

    private static func imports() throws -> [(file: Repository.File, line: Int, name: String)] {
        try Repository.files(in: "Sources", suffix: ".swift").flatMap { file in
            file.lines.enumerated().compactMap { index, line in
                let words = line.split(separator: " ")
                guard let place = words.firstIndex(of: "import"), place <= 1,
                    place + 1 < words.count
                else { return nil }
                return (file, index + 1, String(words[place + 1]))
            }
        }
    }

    @Test func `imports lead downwards only`() throws {
        var wrong: [String] = []
        for (file, line, name) in try Self.imports() {
            guard let below = Self.floors[name] else { continue }
            let own = try #require(Self.floors[file.module], "\(file.module) has no floor")
            let isWalled = Self.walls[file.module]?.contains(name) ?? false
            if below >= own || isWalled { wrong.append("\(file.path):\(line) imports \(name)") }
        }
        #expect(wrong == [])
    }

    @Test func `a C library is seen by its module alone`() throws {
        let wrong = try Self.imports().filter { file, _, name in
            Self.libraries[name].map { $0 != file.module } ?? false
        }.map { "\($0.file.path):\($0.line) imports \($0.name)" }
        #expect(wrong == [])
    }

    @Test func `only the command line reads the environment`() throws {
        // The private server is a child process, whose environment its parent passes on.
        let allowed = ["tidings", "Postgres"]
        let readers = try Repository.files(in: "Sources", suffix: ".swift")
            .filter { $0.text.contains("ProcessInfo.processInfo.environment") }
            .filter { !allowed.contains($0.module) }.map(\.path)
        #expect(readers == [])
    }
}
