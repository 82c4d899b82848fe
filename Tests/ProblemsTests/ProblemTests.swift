import Problems
import Testing

struct ProblemTests {
    @Test func `a problem shows its place, its line, a caret and the way out`() {
        let problem = Problem(
            .definition, "unknown key \"tempalte\"",
            at: Place(
                "Jobs/birthday.yaml", line: 14, column: 5, length: 8,
                text: "    tempalte: birthday"),
            hint: "Did you mean \"template\"?")
        #expect(
            problem.text == """
                Jobs/birthday.yaml:14:5: unknown key "tempalte"
                  14 |     tempalte: birthday
                     |     ^^^^^^^^
                  Did you mean "template"?
                """)
    }

    @Test func `of several failures the gravest gives the exit code`() {
        #expect(Problem.Kind.exitCode(of: []) == 0)
        #expect(Problem.Kind.exitCode(of: [.failed, .guarded]) == 1)
        #expect(Problem.Kind.exitCode(of: [.failed, .refused]) == 6)
        #expect(Problem.Kind.exitCode(of: [.definition, .infrastructure, .bug]) == 70)
    }
}
