import Testing

struct InterpolationTests {
    @Test(arguments: interpolations)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
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
