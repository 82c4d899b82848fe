import Testing

struct CSVFormatReadingTests {
    @Test(arguments: formats)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }

    static let formats: [Fault] = [
        Fault(
            "csv settings",
            #"""
            job: a
            extract:
              - feed: f
                into: customers
                from: stores
                map: {id: no}
                file: a.csv
                csv: {encoding: utf8-bom, delimiter: ;;, header: no, skip: -1, quote: x}
            """#,
            gives: #"""
                Jobs/a.yaml:8:21: there is no encoding "utf8-bom"
                  8 |     csv: {encoding: utf8-bom, delimiter: ;;, header: no, skip: -1, quote: x}
                    |                     ^^^^^^^^
                  Write auto, or a name as utf-8, gb18030 or windows-1252.

                Jobs/a.yaml:8:42: ";;" cannot separate columns
                  8 |     csv: {encoding: utf8-bom, delimiter: ;;, header: no, skip: -1, quote: x}
                    |                                          ^^
                  Write auto, one character as ";", tab, or blanks.

                Jobs/a.yaml:8:54: "header" must be true or false, not "no"
                  8 |     csv: {encoding: utf8-bom, delimiter: ;;, header: no, skip: -1, quote: x}
                    |                                                      ^^
                  Write true or false; YAML 1.2 has no yes, no, on and off.

                Jobs/a.yaml:8:64: "skip" must be a whole number from 0 to 100000, not "-1"
                  8 |     csv: {encoding: utf8-bom, delimiter: ;;, header: no, skip: -1, quote: x}
                    |                                                                ^^
                  Write it in digits.

                Jobs/a.yaml:8:75: "x" cannot stand around values
                  8 |     csv: {encoding: utf8-bom, delimiter: ;;, header: no, skip: -1, quote: x}
                    |                                                                           ^
                  Write auto, '"', "'" or none.
                """#),
        Fault(
            "csv columns",
            #"""
            job: a
            extract:
              - feed: f
                into: customers
                from: stores
                map: {id: no}
                file: a.csv
                csv: {columns: [], qoute: none}
            """#,
            gives: #"""
                Jobs/a.yaml:8:20: "columns" names no column
                  8 |     csv: {columns: [], qoute: none}
                    |                    ^
                  Take it out, or let `tidings check --pin FEED` write the file's columns.

                Jobs/a.yaml:8:24: unknown key "qoute"
                  8 |     csv: {columns: [], qoute: none}
                    |                        ^^^^^
                  Did you mean "quote"?
                """#),
    ]
}
