import Definitions
import Testing

struct FilePickupReadingTests {
    @Test(arguments: [
        ("take: newest", FilePickup()), ("take: all", FilePickup(takesAll: true)),
        ("archive: done/", FilePickup(archive: "done")),
        ("ready: {unchanged: 60s}", FilePickup(ready: [.unchanged(seconds: 60)])),
        (
            "ready: {marker: '{file}.done', checksum: sums/MD5, unchanged: 2 minutes}",
            FilePickup(
                ready: [.unchanged(seconds: 120), .marker("{file}.done"), .checksum("sums/MD5")])
        ),
    ])
    func `how files are taken is read`(yaml: String, pickup: FilePickup) throws {
        let feed = "{feed: f, from: stores, file: a.csv, into: customers, map: {id: no}, \(yaml)}"
        let job = try TestWorkspace(job: "job: a\nextract: [\(feed)]\n").read().jobs.first
        #expect(job?.feeds.first?.pickup == pickup)
    }

    @Test(arguments: faults)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }

    static let faults: [Fault] = [
        Fault(
            "words and paths",
            #"""
            job: a
            extract:
              - feed: f
                into: customers
                from: stores
                map: {id: no}
                file: a-*.csv
                take: alll
                ready: {marker: "{fiel}.done", checksum: ../sums, unchanged: soon}
                archive: /done
            """#,
            gives: #"""
                Jobs/a.yaml:8:11: "alll" is nothing that "take" can be
                  8 |     take: alll
                    |           ^^^^
                  Did you mean "all"?

                Jobs/a.yaml:9:22: "marker" is not the name of a file beside the feed's
                  9 |     ready: {marker: "{fiel}.done", checksum: ../sums, unchanged: soon}
                    |                      ^^^^^^^^^^^
                  Write {file} for the feed's own name, as "marker: '{file}.done'".

                Jobs/a.yaml:9:46: "checksum" leads out of the source's folder
                  9 |     ready: {marker: "{fiel}.done", checksum: ../sums, unchanged: soon}
                    |                                              ^^^^^^^
                  Write a name below the folder, without ".." and without a slash in front.

                Jobs/a.yaml:9:66: "soon" is not a length of time
                  9 |     ready: {marker: "{fiel}.done", checksum: ../sums, unchanged: soon}
                    |                                                                  ^^^^
                  Write it as 30 minutes, 6 hours, 2 days or 1 week.

                Jobs/a.yaml:10:14: "archive" leads out of the source's folder
                  10 |     archive: /done
                     |              ^^^^^
                  Write a name below the folder, without ".." and without a slash in front.
                """#),
        Fault(
            "several files of which none is full",
            #"""
            job: a
            extract:
              - feed: f
                into: customers
                from: stores
                map: {id: no}
                file: a-{date}.csv
                take: all
                delete_missing: true
            """#,
            gives: #"""
                Jobs/a.yaml:9:21: of several files, none can tell what is missing
                  9 |     delete_missing: true
                    |                     ^^^^
                  Take "delete_missing" out, or read one full file, without "take: all".
                """#),
    ]
}
