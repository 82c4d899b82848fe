import Testing

@testable import Definitions

struct InterpolationTests {
    @Test(arguments: interpolations)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }

    @Test(
        arguments: [
            ("no name", "no name"), ("${A}", "one"), ("x${A}y${A}z", "xoneyonez"), ("${EMPTY}", ""),
            ("${EMPTY:-none}", "none"), ("${UNSET:-}", ""), ("${UNSET:-a:-b}", "a:-b"),
            ("${A:-other}", "one"), ("$A", "$A"), ("5$", "5$"), ("$${A}", "${A}"), ("$$", "$$"),
            ("${书:-x}", nil), ("${UNSET}", nil), ("${A", nil), ("${}", nil), ("${A-x}", nil),
        ] as [(String, String?)])
    func `names are filled in from the environment`(text: String, filled: String?) {
        let environment = ["A": "one", "EMPTY": ""]
        // Only whether it can be filled: the texts of the faults are below.
        #expect((try? Interpolation.fill(text, from: environment)) == filled)
    }

    @Test func `what the environment puts in is not filled in again`() throws {
        #expect(try Interpolation.fill("${A}", from: ["A": "${B}", "B": "no"]) == "${B}")
    }

    static let interpolations: [Fault] = [
        Fault(
            "an unset environment variable",
            #"""
            job: ${JOB}
            description: "for ${NOBODY:-all} of ${ THEM }, ${X"
            """#,
            gives: #"""
                Jobs/a.yaml:1:6: the environment variable JOB is not set
                  1 | job: ${JOB}
                    |      ^^^^^^
                  Set it before you start tidings, or give a default: ${JOB:-default}.

                Jobs/a.yaml:2:37: "${ THEM }" is not the name of an environment variable
                  2 | description: "for ${NOBODY:-all} of ${ THEM }, ${X"
                    |                                     ^^^^^^^^^
                  Write ${NAME} or ${NAME:-default}; a plain ${ is written $${.
                """#)
    ]
}
