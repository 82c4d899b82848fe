import Definitions
import Foundation
import Problems
import Testing

@testable import Demo

@Suite struct FeedFilesTests {
    @Test func `a night leaves its orders, and replaces the catalogue`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }  // The system clears it too.
        let feeds = FeedFiles(folder: folder.appending(path: "feeds"))
        try feeds.write(Shop.firstNight)
        try feeds.write(Shop.secondNight)
        let names = try FileManager.default.contentsOfDirectory(atPath: feeds.folder.path)
        #expect(names.sorted() == ["onix.xml", "orders-2026-11-21.csv", "orders-2026-11-22.csv"])
        let catalogue = try Data(contentsOf: feeds.folder.appending(path: "onix.xml"))
        #expect(catalogue == Data(CatalogueFile.text(Shop.secondNight).utf8))
    }

    @Test func `a folder that cannot be made is a problem that says what to do`() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: file) }  // The system clears it too.
        try Data().write(to: file)
        let problem = #expect(throws: Problem.self) {
            try FeedFiles(folder: file.appending(path: "feeds")).write(Shop.firstNight)
        }
        #expect(problem?.kind == .infrastructure)
        #expect(problem?.summary == "cannot write the demo's feeds")
    }
}
