import Testing

struct TabScannerTests {
    @Test(arguments: tabs)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
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
