import Testing

struct YAMLDocumentTests {
    @Test(arguments: documents)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }

    static let documents: [Fault] = [
        Fault(
            "a second document",
            #"""
            job: a
            ---
            job: b
            """#,
            gives: #"""
                Jobs/a.yaml:3:1: a second document begins here
                  3 | job: b
                    | ^
                  Write one job a file: take out the line "---" and move the rest to a new file.
                """#),
        Fault(
            "an empty file",
            #"""
            # nothing yet
            """#,
            gives: #"""
                Jobs/a.yaml:1:1: the file is empty
                  1 | # nothing yet
                    | ^
                  Write a job, beginning with "job: NAME", or delete the file.
                """#),
        Fault(
            "a list for a file",
            #"""
            - job: a
            """#,
            gives: #"""
                Jobs/a.yaml:1:1: the file must hold keys and values
                  1 | - job: a
                    | ^
                  Begin it with "job: NAME", each further key on a line of its own.
                """#),
        Fault(
            "a text for a file",
            #"""
            job a
            """#,
            gives: #"""
                Jobs/a.yaml:1:1: the file must hold keys and values
                  1 | job a
                    | ^^^^^
                  Begin it with "job: NAME", each further key on a line of its own.
                """#),
        Fault(
            "a key twice",
            #"""
            job: a
            description: x
            job: b
            description: y
            """#,
            gives: #"""
                Jobs/a.yaml:3:1: the key "job" is written twice
                  3 | job: b
                    | ^^^
                  The first is in line 1: keep one of them.

                Jobs/a.yaml:4:1: the key "description" is written twice
                  4 | description: y
                    | ^^^^^^^^^^^
                  The first is in line 2: keep one of them.
                """#),
        Fault(
            "a key three times, quoted or not",
            #"""
            job: a
            "job": b
            'job': c
            """#,
            gives: #"""
                Jobs/a.yaml:2:2: the key "job" is written twice
                  2 | "job": b
                    |  ^^^
                  The first is in line 1: keep one of them.

                Jobs/a.yaml:3:2: the key "job" is written twice
                  3 | 'job': c
                    |  ^^^
                  The first is in line 1: keep one of them.
                """#),
    ]
}
