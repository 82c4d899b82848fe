import Definitions
import Testing

struct FeedInputReadingTests {
    @Test(arguments: inputs)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }

    @Test(arguments: [
        ("{from: stores, file: a.csv}", Feed.Input.csv(file: FilePattern("a.csv"), CSVFormat())),
        ("{from: stores, file: A.TSV.GZ}", .csv(file: FilePattern("A.TSV.GZ"), CSVFormat())),
        (
            "{from: stores, file: 'in/a-{date-1:yyyyMMdd}.dat', csv: {}}",
            .csv(file: FilePattern("in/a-{date-1:yyyyMMdd}.dat"), CSVFormat())
        ),
        (
            "{from: stores, file: a, csv: {delimiter: \"|\", header: false, skip: 2}}",
            .csv(
                file: FilePattern("a"),
                CSVFormat(delimiter: .byte(0x7C), hasHeader: false, skipLines: 2))
        ),
        (
            "{from: stores, file: a, csv: {delimiter: tab, encoding: GB18030}}",
            .csv(file: FilePattern("a"), CSVFormat(delimiter: .byte(9), encoding: .gb18030))
        ),
        (
            "{from: stores, file: a, csv: {delimiter: blanks}}",
            .csv(file: FilePattern("a"), CSVFormat(delimiter: .blanks))
        ),
        (
            "{from: stores, file: a, xml: {record: /rss/channel/item}}",
            .xml(file: FilePattern("a"), XMLFormat(records: ["/rss/channel/item"]))
        ),
        ("{from: shop, query: SELECT a::since}", .query("SELECT a::since", since: nil)),
        (
            "{from: shop, query: \"SELECT :since\", since: a}",
            .query("SELECT :since", since: "a")
        ),
        (
            "{from: shop, query: \"SELECT :since\", since: {column: a, overlap: 10 minutes}}",
            .query(
                FeedQuery(
                    "SELECT :since", since: FeedQuery.Since(column: "a", overlapSeconds: 600)))
        ),
        (
            "{from: shop, query: SELECT 1, timeout: 2 hours, parallel: {by: id, sessions: 8}}",
            .query(
                FeedQuery(
                    "SELECT 1", timeoutSeconds: 7200,
                    parallel: FeedQuery.Parallel(key: "id", sessions: 8)))
        ),
        (
            "{from: supplier, file: 'in/a-{date}.csv'}",
            .csv(file: FilePattern("in/a-{date}.csv"), CSVFormat())
        ),
    ])
    func `an input is read as its source wants it`(yaml: String, input: Feed.Input) throws {
        let feed = "{feed: f, into: customers, map: {id: no}, \(yaml.dropFirst().dropLast())}"
        let job = try TestWorkspace(job: "job: a\nextract: [\(feed)]\n").read().jobs.first
        #expect(job?.feeds.first?.input == input)
    }

    static let inputs: [Fault] = [
        Fault(
            "a name with a star on a web server, and what only folders have",
            #"""
            job: a
            extract:
              - feed: f
                into: customers
                from: supplier
                map: {id: no}
                file: a-*.csv
                take: all
                ready: {unchanged: 60s}
                archive: done
            """#,
            gives: #"""
                Jobs/a.yaml:7:11: a name with * cannot be looked up on a web server
                  7 |     file: a-*.csv
                    |           ^^^^^^^
                  Name the one file, as catalogue.xml or orders-{date}.csv: only folders, FTP and SFTP servers list what they have.

                Jobs/a.yaml:8:11: "take" does not go with a web server, which does not list its files
                  8 |     take: all
                    |           ^^^
                  Take it out: the one file that "file" names is fetched.

                Jobs/a.yaml:9:12: "ready" goes with the files of a folder only
                  9 |     ready: {unchanged: 60s}
                    |            ^
                  What a server gives is checked by its length, and stays where it is.

                Jobs/a.yaml:10:14: "archive" goes with the files of a folder only
                  10 |     archive: done
                     |              ^^^^
                  What a server gives is checked by its length, and stays where it is.
                """#),
        Fault(
            "a query from a folder",
            #"""
            job: a
            extract:
              - feed: f
                into: customers
                from: stores
                map: {id: no}
                query: SELECT 1
                since: x
            """#,
            gives: #"""
                Jobs/a.yaml:3:5: the key "file" is missing
                  3 |   - feed: f
                    |     ^^^^
                  Add it: file: orders-{date}.csv

                Jobs/a.yaml:7:12: "query" does not go with files
                  7 |     query: SELECT 1
                    |            ^^^^^^^^
                  A feed from a folder has a "file", with "csv" or "xml".

                Jobs/a.yaml:8:12: "since" does not go with files
                  8 |     since: x
                    |            ^
                  A feed from a folder has a "file", with "csv" or "xml".
                """#),
        Fault(
            "a file from a database",
            #"""
            job: a
            extract:
              - feed: f
                into: customers
                from: shop
                map: {id: no}
                file: a.csv
                csv: {}
            """#,
            gives: #"""
                Jobs/a.yaml:3:5: the key "query" is missing
                  3 |   - feed: f
                    |     ^^^^
                  Add it: query: SELECT id, email FROM member

                Jobs/a.yaml:7:11: "file" does not go with a database
                  7 |     file: a.csv
                    |           ^^^^^
                  A feed from a postgres source has a "query".

                Jobs/a.yaml:8:10: "csv" does not go with a database
                  8 |     csv: {}
                    |          ^
                  A feed from a postgres source has a "query".
                """#),
        Fault(
            "a query that asks for :since",
            #"""
            job: a
            extract:
              - feed: f
                into: customers
                from: shop
                map: {id: no}
                query: SELECT a::since FROM b WHERE c > :since
            """#,
            gives: #"""
                Jobs/a.yaml:7:12: the query asks for :since, but nothing says what that is
                  7 |     query: SELECT a::since FROM b WHERE c > :since
                    |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                  Add the column that grows with each change, as "since: updated_at".
                """#),
        Fault(
            "a query that does not",
            #"""
            job: a
            extract:
              - feed: f
                into: customers
                from: shop
                map: {id: no}
                query: SELECT 1
                since: updated_at
            """#,
            gives: #"""
                Jobs/a.yaml:8:12: the query does not use :since
                  8 |     since: updated_at
                    |            ^^^^^^^^^^
                  Add "WHERE updated_at > :since" to the query, or take "since" out.
                """#),
        Fault(
            "no file",
            #"""
            job: a
            extract:
              - feed: f
                into: customers
                from: stores
                map: {id: no}
                csv: {}
            """#,
            gives: #"""
                Jobs/a.yaml:3:5: the key "file" is missing
                  3 |   - feed: f
                    |     ^^^^
                  Add it: file: orders-{date}.csv
                """#),
        Fault(
            "two formats",
            #"""
            job: a
            extract:
              - feed: f
                into: customers
                from: stores
                map: {id: no}
                file: a
                csv: {}
                xml: {record: //a}
            """#,
            gives: #"""
                Jobs/a.yaml:3:5: a feed has "csv" or "xml", not both
                  3 |   - feed: f
                    |     ^^^^
                  Take one of them out.
                """#),
        Fault(
            "a file of unknown format",
            #"""
            job: a
            extract:
              - feed: f
                into: customers
                from: stores
                map: {id: no}
                file: a.dat
            """#,
            gives: #"""
                Jobs/a.yaml:7:11: the file's name does not tell its format
                  7 |     file: a.dat
                    |           ^^^^^
                  Add "csv: {}", or "xml: {record: //product}".
                """#),
        Fault(
            "an XML file without its record",
            #"""
            job: a
            extract:
              - feed: f
                into: customers
                from: stores
                map: {id: no}
                file: a.xml.gz
            """#,
            gives: #"""
                Jobs/a.yaml:7:11: nothing says which elements of the XML file are the records
                  7 |     file: a.xml.gz
                    |           ^^^^^^^^
                  Add "xml: {record: //product}".
                """#),
        Fault(
            "a path out of the folder",
            #"""
            job: a
            extract:
              - feed: f
                into: customers
                from: stores
                map: {id: no}
                file: ../secrets.csv
            """#,
            gives: #"""
                Jobs/a.yaml:7:11: "file" leads out of the source's folder
                  7 |     file: ../secrets.csv
                    |           ^^^^^^^^^^^^^^
                  Write a path below the folder, without ".." and a slash at its beginning.
                """#),
        Fault(
            "braces in a file's name",
            #"""
            job: a
            extract:
              - feed: f
                into: customers
                from: stores
                map: {id: no}
                file: "a-{day}.csv"
            """#,
            gives: #"""
                Jobs/a.yaml:7:12: these { } do not name a date
                  7 |     file: "a-{day}.csv"
                    |            ^^^^^^^^^^^
                  Write {date}, {date:yyyyMMdd} or {date-1}.
                """#),
    ]
}
