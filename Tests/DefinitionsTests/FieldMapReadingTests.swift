import Testing

struct FieldMapReadingTests {
    @Test(arguments: maps)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }

    static let maps: [Fault] = [
        Fault(
            "settings of fields",
            #"""
            job: a
            extract:
              - feed: f
                into: customers
                from: stores
                map: {id: {column: no, format: dd.MM.yyyy}, email: {prefix: x, missing: ignore}, birthday: {column: b, path: c, decimal: ","}, first_name: {column: a, by: email}}
                file: a.csv
            """#,
            gives: #"""
                Jobs/a.yaml:6:36: "format" is for dates and times only
                  6 |     map: {id: {column: no, format: dd.MM.yyyy}, email: {prefix: x, missing: ignore}, birthday: {column: b, path: c, decimal: ","}, first_name: {column: a, by: email}}
                    |                                    ^^^^^^^^^^
                  Take it out.

                Jobs/a.yaml:6:49: "email" must come from one column or path
                  6 |     map: {id: {column: no, format: dd.MM.yyyy}, email: {prefix: x, missing: ignore}, birthday: {column: b, path: c, decimal: ","}, first_name: {column: a, by: email}}
                    |                                                 ^^^^^
                  Write {column: NAME, …} for CSV and queries, {path: NAME, …} for XML.

                Jobs/a.yaml:6:65: "prefix" is for text only
                  6 |     map: {id: {column: no, format: dd.MM.yyyy}, email: {prefix: x, missing: ignore}, birthday: {column: b, path: c, decimal: ","}, first_name: {column: a, by: email}}
                    |                                                                 ^
                  Take it out.

                Jobs/a.yaml:6:77: "ignore" is nothing that "missing" can be
                  6 |     map: {id: {column: no, format: dd.MM.yyyy}, email: {prefix: x, missing: ignore}, birthday: {column: b, path: c, decimal: ","}, first_name: {column: a, by: email}}
                    |                                                                             ^^^^^^
                  It can be: skip, reject, create.

                Jobs/a.yaml:6:86: "birthday" must come from one column or path
                  6 |     map: {id: {column: no, format: dd.MM.yyyy}, email: {prefix: x, missing: ignore}, birthday: {column: b, path: c, decimal: ","}, first_name: {column: a, by: email}}
                    |                                                                                      ^^^^^^^^
                  Write {column: NAME, …} for CSV and queries, {path: NAME, …} for XML.

                Jobs/a.yaml:6:127: "decimal" is for numbers only
                  6 |     map: {id: {column: no, format: dd.MM.yyyy}, email: {prefix: x, missing: ignore}, birthday: {column: b, path: c, decimal: ","}, first_name: {column: a, by: email}}
                    |                                                                                                                               ^
                  Take it out.

                Jobs/a.yaml:6:160: "by" is for the field "customer" only
                  6 |     map: {id: {column: no, format: dd.MM.yyyy}, email: {prefix: x, missing: ignore}, birthday: {column: b, path: c, decimal: ","}, first_name: {column: a, by: email}}
                    |                                                                                                                                                                ^^^^^
                  Take it out.
                """#),
        Fault(
            "customers that are created by nothing",
            #"""
            job: a
            extract:
              - feed: f
                into: consents
                from: stores
                map: {customer: {column: no, missing: create}, topic: t, given: g}
                file: a.csv
            """#,
            gives: #"""
                Jobs/a.yaml:6:43: only customers that are named by their e-mail address can be created
                  6 |     map: {customer: {column: no, missing: create}, topic: t, given: g}
                    |                                           ^^^^^^
                  Write {by: email, column: mail, missing: create}, or "missing: skip".
                """#),
        Fault(
            "values of a field",
            #"""
            job: a
            extract:
              - feed: f
                into: orders
                from: stores
                map: {id: no, customer: {column: c, by: phone}, placed_at: d, status: {column: s, values: {returned: [R, X], canceled: [X]}}, total: {column: t, decimal: ";"}}
                file: a.csv
            """#,
            gives: #"""
                Jobs/a.yaml:6:45: "phone" is nothing that "by" can be
                  6 |     map: {id: no, customer: {column: c, by: phone}, placed_at: d, status: {column: s, values: {returned: [R, X], canceled: [X]}}, total: {column: t, decimal: ";"}}
                    |                                             ^^^^^
                  It can be: email.

                Jobs/a.yaml:6:114: "canceled" is not one of Tidings' words for this field
                  6 |     map: {id: no, customer: {column: c, by: phone}, placed_at: d, status: {column: s, values: {returned: [R, X], canceled: [X]}}, total: {column: t, decimal: ";"}}
                    |                                                                                                                  ^^^^^^^^
                  Write {sale: [theirs, …]}: our words are sale, returned, cancelled.

                Jobs/a.yaml:6:125: "X" means both returned and canceled
                  6 |     map: {id: no, customer: {column: c, by: phone}, placed_at: d, status: {column: s, values: {returned: [R, X], canceled: [X]}}, total: {column: t, decimal: ";"}}
                    |                                                                                                                             ^
                  List each of the source's words once.

                Jobs/a.yaml:6:160: ";" cannot stand before decimals
                  6 |     map: {id: no, customer: {column: c, by: phone}, placed_at: d, status: {column: s, values: {returned: [R, X], canceled: [X]}}, total: {column: t, decimal: ";"}}
                    |                                                                                                                                                                ^
                  Write "." or "," in quotes.
                """#),
    ]
}
