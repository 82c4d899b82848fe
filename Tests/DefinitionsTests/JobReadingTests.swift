import Testing

struct JobReadingTests {
    @Test(arguments: jobs)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }

    static let jobs: [Fault] = [
        Fault(
            "a job without a name",
            #"""
            description: x
            """#,
            gives: #"""
            Jobs/a.yaml:1:1: the key "job" is missing
              1 | description: x
                | ^^^^^^^^^^^
              Add it: job: nightly
            """#),
        Fault(
            "two feeds of a name",
            #"""
            job: a
            extract:
              - {feed: f, into: customers, from: stores, file: a.csv, map: {id: no}}
              - {feed: f, into: customers, from: stores, file: a.csv, map: {id: no}}
            """#,
            gives: #"""
            Jobs/a.yaml:4:12: a second feed of this job is named "f"
              4 |   - {feed: f, into: customers, from: stores, file: a.csv, map: {id: no}}
                |            ^
              The first is at Jobs/a.yaml:3:12; give one of them another name.
            """#),
    ]
}
