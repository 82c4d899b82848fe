import Testing

struct XMLFormatReadingTests {
    @Test(arguments: formats)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }

    static let formats: [Fault] = [
        Fault(
            "a relative record",
            #"""
            job: a
            extract:
              - feed: f
                into: customers
                from: stores
                map: {id: no}
                file: a.xml
                xml: {record: product}
            """#,
            gives: #"""
                Jobs/a.yaml:8:19: "record" must be a path from the root of the document
                  8 |     xml: {record: product}
                    |                   ^^^^^^^
                  Write /catalogue/product, or //product for a product anywhere.
                """#)
    ]
}
