import Testing

struct YAMLSyntaxTests {
    @Test(arguments: faults)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }

    static let faults: [Fault] = [
        Fault(
            "an open quote",
            #"""
            job: a
            description: 'it's fine'
            """#,
            gives: #"""
                Jobs/a.yaml:2:18: the value ended at the quote before this
                  2 | description: 'it's fine'
                    |                  ^
                  A value that begins with a quote must be quoted as a whole: 'city = "Paris"'; an apostrophe inside 'single quotes' is written twice.
                """#),
        Fault(
            "a quote that is never closed",
            #"""
            job: a
            description: "never closed
            """#,
            gives: #"""
                Jobs/a.yaml:2:14: this quote is never closed
                  2 | description: "never closed
                    |              ^
                  Close it; an apostrophe inside 'single quotes' is written twice.
                """#),
        Fault(
            "text behind a quote",
            #"""
            job: a
            description: "Lantern" books
            """#,
            gives: #"""
                Jobs/a.yaml:2:24: the value ended at the quote before this
                  2 | description: "Lantern" books
                    |                        ^
                  A value that begins with a quote must be quoted as a whole: 'city = "Paris"'; an apostrophe inside 'single quotes' is written twice.
                """#),
        Fault(
            "a second colon",
            #"""
            job: a
            description: tonight: all
            """#,
            gives: #"""
                Jobs/a.yaml:2:21: a second ":" in one value
                  2 | description: tonight: all
                    |                     ^
                  Put a value that holds ": " in quotes; or check the line's indentation.
                """#),
        Fault(
            "a line without a colon",
            #"""
            job: a
            schedule
            """#,
            gives: #"""
                Jobs/a.yaml:2:1: this line is neither a key nor a list entry
                  2 | schedule
                    | ^
                  Write "key: value", with a space after the colon, or "- value".
                """#),
        Fault(
            "no space behind a colon",
            #"""
            job: a
            after:b
            """#,
            gives: #"""
                Jobs/a.yaml:2:1: this line is neither a key nor a list entry
                  2 | after:b
                    | ^
                  Write "key: value", with a space after the colon, or "- value".
                """#),
        Fault(
            "a value that begins with @",
            #"""
            job: a
            description: @home
            """#,
            gives: #"""
                Jobs/a.yaml:2:14: a value cannot begin with @
                  2 | description: @home
                    |              ^
                  Put the whole value in quotes.
                """#),
        Fault(
            "a value that begins with *",
            #"""
            job: a
            description: * all
            """#,
            gives: #"""
                Jobs/a.yaml:2:14: a value cannot begin with * or &
                  2 | description: * all
                    |              ^
                  Put the whole value in quotes.
                """#),
        Fault(
            "an alias of nothing",
            #"""
            job: a
            description: *all
            """#,
            gives: #"""
                Jobs/a.yaml:2:14: this alias names no anchor
                  2 | description: *all
                    |              ^
                  Mark the value with &name above, or put the text in quotes.
                """#),
        Fault(
            "a list behind a key",
            #"""
            job: a
            load: - campaign: b
            """#,
            gives: #"""
                Jobs/a.yaml:2:7: a list cannot begin here
                  2 | load: - campaign: b
                    |       ^
                  Begin the list on a new line under its key, each entry with "- ".
                """#),
        Fault(
            "an unknown escape",
            #"""
            job: a
            description: "C:\path"
            """#,
            gives: #"""
                Jobs/a.yaml:2:17: this \ escapes nothing that YAML knows
                  2 | description: "C:\path"
                    |                 ^
                  Use 'single quotes', in which \ is an ordinary character.
                """#),
        Fault(
            "wrong indentation",
            #"""
            job: a
              description: b
            """#,
            gives: #"""
                Jobs/a.yaml:2:14: this line is indented under a value that is already complete
                  2 |   description: b
                    |              ^
                  Indent it like the line above.
                """#),
        Fault(
            "less indentation",
            #"""
            job: a
            schedule:
                every: day
              at: "02:00"
            """#,
            gives: #"""
                Jobs/a.yaml:4:3: this line does not belong to the lines above
                  4 |   at: "02:00"
                    |   ^
                  Indent it like its neighbours.
                """#),
        Fault(
            "a key amid a list",
            #"""
            job: a
            load:
              - campaign: b
              topic: c
            """#,
            gives: #"""
                Jobs/a.yaml:4:3: this line interrupts the list above
                  4 |   topic: c
                    |   ^
                  Begin it with "- ", or indent it as part of the entry above.
                """#),
        Fault(
            "an open brace",
            #"""
            job: a
            schedule: {every: day, at: "02:00"
            """#,
            gives: #"""
                Jobs/a.yaml:2:11: this "{" is never closed
                  2 | schedule: {every: day, at: "02:00"
                    |           ^
                  Close it with "}"; inside, entries are separated by commas.
                """#),
        Fault(
            "an open bracket",
            #"""
            job: a
            load: [
            """#,
            gives: #"""
                Jobs/a.yaml:2:8: a value is missing here
                  2 | load: [
                    |        ^
                  Close what is open with "]" or "}", and write a value between two commas.
                """#),
        Fault(
            "an expression that begins with a quote inside braces",
            #"""
            job: a
            transform:
              segments:
                s: {where: "Paris" = city}
            """#,
            gives: #"""
                Jobs/a.yaml:4:24: "}" or a comma is missing here
                  4 |     s: {where: "Paris" = city}
                    |                        ^
                  Inside { } an expression with a comma, a quote or a bracket must be quoted as a whole: 'tier in (gold, silver)'.
                """#),
        Fault(
            "a bracket inside braces",
            #"""
            job: a
            transform:
              segments:
                s: {where: city = [Paris}
            """#,
            gives: #"""
                Jobs/a.yaml:4:23: "}" or a comma is missing here
                  4 |     s: {where: city = [Paris}
                    |                       ^
                  Inside { } an expression with a comma, a quote or a bracket must be quoted as a whole: 'tier in (gold, silver)'.
                """#),
        Fault(
            "a control character",
            #"""
            job: a
            description: b\#u{1}
            """#,
            gives: #"""
                Jobs/a.yaml:2:15: a character that YAML does not allow
                  2 | description: b\#u{1}
                    |               ^
                  Cause: control characters are not allowed
                  Delete it, or write it as an escape in double quotes.
                """#),
        Fault(
            "not a space",
            #"""
            job: a
            description: 书店: 好
            """#,
            gives: #"""
                Jobs/a.yaml:2:16: a second ":" in one value
                  2 | description: 书店: 好
                    |                ^
                  Put a value that holds ": " in quotes; or check the line's indentation.
                """#),
    ]
}
