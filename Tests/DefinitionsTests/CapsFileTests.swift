import Definitions
import Foundation
import Problems
import Testing

struct CapsFileTests {
    private func read(_ text: String) throws -> [Cap] {
        let folder = try TestWorkspace([
            "Jobs/workspace.yaml": TestWorkspace.settings, "fewer.yaml": text,
        ])
        return try withExtendedLifetime(folder) {
            try CapsFile.read(
                folder.root.appending(path: "fewer.yaml"), for: folder.read(), environment: [:])
        }
    }

    @Test func `other caps are read as the workspace's are`() throws {
        let caps = try read("caps: [{topics: news, at_most: 2, per: 14 days}]\n")
        #expect(
            caps == [
                Cap(
                    name: "2 per 14 days (news)", topics: ["news"], atMost: 2,
                    window: .rolling(seconds: 1_209_600))
            ])
    }

    @Test func `their faults are told with their places`() {
        let problems = #expect(throws: Problems.self) {
            try read("caps: [{topics: nws, at_most: 2, per: day}]\nquiet_hours: {}\n")
        }
        #expect(
            problems?.all.map(\.text) == [
                """
                fewer.yaml:1:17: unknown topic "nws"
                  1 | caps: [{topics: nws, at_most: 2, per: day}]
                    |                 ^^^
                  Did you mean "news"?
                """,
                """
                fewer.yaml:2:1: unknown key "quiet_hours"
                  2 | quiet_hours: {}
                    | ^^^^^^^^^^^
                  The keys here are: caps.
                """,
            ])
    }

    @Test func `a file that is not there is told by name`() throws {
        let folder = try TestWorkspace(job: "job: a\n")
        let workspace = try folder.read()
        let problem = #expect(throws: Problem.self) {
            try CapsFile.read(URL(filePath: "/nowhere/caps.yaml"), for: workspace, environment: [:])
        }
        #expect(
            problem?.text == """
                the file "caps.yaml" cannot be read as UTF-8
                  Name a file with other caps, written as in Jobs/workspace.yaml.
                """)
    }
}
