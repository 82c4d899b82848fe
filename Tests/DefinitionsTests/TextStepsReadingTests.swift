import Definitions
import Testing

struct TextStepsReadingTests {
    @Test(arguments: steps)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }

    @Test func `steps are read in any order`() throws {
        let shop = try TestWorkspace([
            "Jobs/workspace.yaml": TestWorkspace.settings,
            "lookups/countries.csv": "code,name\n",
            "Jobs/a.yaml": """
            job: a
            extract:
              - feed: f
                into: customers
                from: stores
                file: a.csv
                map:
                  id: {column: no, trim: "#*"}
                  first_name: {with: "-", upper: true, join: [a, b], split: {take: -1, by: " "}}
                  country: {column: c, lookup: {file: lookups/countries.csv, from: code, to: name}, lower: true}
            """,
        ])
        let map = try shop.read().jobs[0].feeds[0].map
        #expect(map.map(\.input) == ["no", "a + b", "c"])
        #expect(map[1].inputs == ["a", "b"])
        #expect(map[0].steps == TextSteps(trim: "#*"))
        #expect(
            map[1].steps
                == TextSteps(
                    join: .init(inputs: ["a", "b"], separator: "-"),
                    split: .init(separator: " ", take: -1), letters: .upper))
        #expect(map[2].steps.letters == .lower)
        #expect(map[2].steps.lookup?.file == "lookups/countries.csv")
        #expect(map[2].steps.lookup?.bytes == Array("code,name\n".utf8))
    }

    static let steps: [Fault] = [
        Fault(
            "steps of a text",
            #"""
            job: a
            extract:
              - feed: f
                into: products
                from: stores
                file: a.csv
                map:
                  id: {column: no, with: "-"}
                  title: {join: [a], lower: true, upper: true}
                  brand: {column: b, join: [a, b]}
                  author: {column: b, split: {by: "", take: 0}}
                  categories: {column: c, split: {by: ",", take: 1}}
                  publisher: {join: [$row, b], trimm: x}
                  url: {column: u, lookup: {file: ../secret.csv, from: a, too: b}}
                  image_url: {column: u, lookup: {file: none.csv, from: a, to: b}}
            """#,
            gives: #"""
                Jobs/a.yaml:8:31: "with" stands between the values of "join", and there is no "join"
                  8 |       id: {column: no, with: "-"}
                    |                               ^
                  Write {join: [first, last], with: " "}, or take "with" out.

                Jobs/a.yaml:9:21: "join" takes two columns or more
                  9 |       title: {join: [a], lower: true, upper: true}
                    |                     ^
                  Write {join: [first, last]}, or {column: NAME} for one column.

                Jobs/a.yaml:9:46: a text cannot be both in small and in capital letters
                  9 |       title: {join: [a], lower: true, upper: true}
                    |                                              ^^^^
                  Take "lower" or "upper" out.

                Jobs/a.yaml:10:7: "brand" must come from one column or path
                  10 |       brand: {column: b, join: [a, b]}
                     |       ^^^^^
                  Write {column: NAME, …} for CSV and queries, {path: NAME, …} for XML.

                Jobs/a.yaml:11:34: "by" is empty
                  11 |       author: {column: b, split: {by: "", take: 0}}
                     |                                  ^
                  Write what stands between the parts, as by: " ".

                Jobs/a.yaml:11:49: "take" counts parts from 1, or from the end with -1
                  11 |       author: {column: b, split: {by: "", take: 0}}
                     |                                                 ^
                  Write "take: 1".

                Jobs/a.yaml:12:38: categories are never split in this way
                  12 |       categories: {column: c, split: {by: ",", take: 1}}
                     |                                      ^
                  Take "split" out: several categories are told apart by ";".

                Jobs/a.yaml:13:25: "$row" cannot be joined
                  13 |       publisher: {join: [$row, b], trimm: x}
                     |                         ^
                  Write {column: $row, prefix: …}.

                Jobs/a.yaml:13:36: unknown key "trimm"
                  13 |       publisher: {join: [$row, b], trimm: x}
                     |                                    ^^^^^
                  Did you mean "trim"?

                Jobs/a.yaml:14:33: the key "to" is missing
                  14 |       url: {column: u, lookup: {file: ../secret.csv, from: a, too: b}}
                     |                                 ^^^^
                  Add it: to: name

                Jobs/a.yaml:14:39: "file" leads out of the workspace
                  14 |       url: {column: u, lookup: {file: ../secret.csv, from: a, too: b}}
                     |                                       ^^^^^^^^^^^^^
                  Write a path below the workspace, as lookups/countries.csv.

                Jobs/a.yaml:14:63: unknown key "too"
                  14 |       url: {column: u, lookup: {file: ../secret.csv, from: a, too: b}}
                     |                                                               ^^^
                  Did you mean "to"?

                Jobs/a.yaml:15:45: there is no file none.csv
                  15 |       image_url: {column: u, lookup: {file: none.csv, from: a, to: b}}
                     |                                             ^^^^^^^^
                  The path is from the workspace's folder, as lookups/countries.csv.
                """#)
    ]
}
