import Problems
import Testing

@testable import Definitions

struct TabScannerTests {
    @Test(arguments: tabs)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }

    @Test(arguments: [
        "job: a\ndescription: \"a\tb\"\n",
        "job: a\ndescription: 'it''s\ta'\n",
        "job: a\ndescription: |\n  SELECT\ta\n  \tb\n\nafter: b\n",
        "load:\n  - query: >-\n      a\n      \tb\n    since: c\n",
        "job: a # a\tcomment\n",
        "#\tcomment\n",
        "job: a\ndescription: \"over\n  two\tlines\"\n",
    ])
    func `a tab in a text or a comment harms nothing`(yaml: String) {
        #expect(TabScanner.problems(in: SourceText(file: "a", text: yaml)).isEmpty)
    }

    @Test func `a block text ends where the indentation does`() {
        let source = SourceText(file: "a", text: "- query: |\n    a\n  since:\tb\n")
        #expect(TabScanner.problems(in: source).map(\.place?.description) == ["a:3:9"])
    }

    static let tabs: [Fault] = [
        Fault(
            "a tab for indentation",
            #"""
            job: a
            schedule:
            \#tevery: day
            \#tat: "02:00"
            """#,
            gives: #"""
                Jobs/a.yaml:3:1: a tab stands where YAML wants spaces
                  3 | \#tevery: day
                    | ^
                  Replace it by spaces.

                Jobs/a.yaml:4:1: a tab stands where YAML wants spaces
                  4 | \#tat: "02:00"
                    | ^
                  Replace it by spaces.
                """#),
        Fault(
            "a tab before a value",
            #"""
            job:\#ta
            """#,
            gives: #"""
                Jobs/a.yaml:1:5: a tab stands where YAML wants spaces
                  1 | job:\#ta
                    |     ^
                  Replace it by spaces.
                """#),
        Fault(
            "a tab before a comment",
            #"""
            job: a\#t# x
            """#,
            gives: #"""
                Jobs/a.yaml:1:7: a tab stands where YAML wants spaces
                  1 | job: a\#t# x
                    |       ^
                  Replace it by spaces.
                """#),
    ]
}
