import Definitions
import Foundation
import Problems
import Testing

struct WorkspaceReaderTests {
    @Test func `the settings of a bookshop are read whole`() throws {
        let files = try TestWorkspace(
            ["Jobs/workspace.yaml": Self.bookshop],
            environment: [
                "SHOP_DATABASE_URL": "postgresql://reader:pw@db/shop", "SUPPLIER_USER": "lantern",
                "SUPPLIER_PASSWORD": "00123",
            ])
        let workspace = try files.read()
        let shanghai = try #require(TimeZone(identifier: "Asia/Shanghai"))
        #expect(workspace.name == "Lantern Books")
        #expect(workspace.timezone == shanghai)
        #expect(workspace.locale == "zh-CN")
        #expect(workspace.currency == "CNY")
        #expect(workspace.database == nil)
        #expect(workspace.sources.keys.sorted() == ["shop", "stores", "supplier", "till"])
        #expect(
            workspace.sources["shop"]?.kind == .postgres(uri: "postgresql://reader:pw@db/shop"))
        let root = workspace.root.path(percentEncoded: false)
        #expect(workspace.sources["stores"]?.kind == .folder(path: root + "feeds"))
        #expect(workspace.sources["stores"]?.timezone == shanghai)
        let catalogue = try #require(URL(string: "https://feeds.example/catalogue/"))
        #expect(
            workspace.sources["supplier"]?.kind
                == .url(RemoteServer(url: catalogue, user: "lantern", password: "00123")))
        #expect(workspace.sources["till"]?.kind == .folder(path: "/srv/till"))
        #expect(workspace.sources["till"]?.timezone == TimeZone(identifier: "Europe/Paris"))
        #expect(workspace.mail.from == "Lantern Books <hello@lantern.example>")
        #expect(workspace.mail.replyTo == "service@lantern.example")
        #expect(workspace.mail.postalAddress == "12 Lantern Lane, Hangzhou")
        #expect(workspace.mail.transport == nil)
        #expect(workspace.mail.onlyTo == ["me@lantern.example", "@test.example"])
        #expect(workspace.links.publicURL == "https://mail.lantern.example")
        #expect(
            workspace.topics == [
                Topic(name: "greetings", consent: .optOut),
                Topic(name: "new-products", consent: .optIn),
                Topic(name: "restock", consent: .requested),
            ])
        #expect(
            workspace.caps == [
                Cap(name: "1 per day", topics: nil, atMost: 1, window: .day),
                Cap(
                    name: "3 per 14 days (greetings, new-products)",
                    topics: ["greetings", "new-products"], atMost: 3,
                    window: .rolling(seconds: 14 * 86_400)),
                Cap(name: "calm", topics: ["restock"], atMost: 5, window: .month),
            ])
        #expect(workspace.quietHours == QuietHours(from: 21 * 60, to: 8 * 60))
        #expect(workspace.reserveDays == 3)
        #expect(workspace.jobs.isEmpty)
    }

    @Test func `what is not written has its default`() throws {
        let workspace = try TestWorkspace(
            ["Jobs/workspace.yaml": "name: L\ntimezone: UTC\ncurrency: CNY\nmail:\n"]
        ).read()
        #expect(workspace.locale == "en")
        #expect(workspace.database == nil)
        #expect(workspace.sources.isEmpty)
        #expect(workspace.mail.from == nil)
        #expect(workspace.mail.onlyTo == [])
        #expect(workspace.topics == [])
        #expect(workspace.caps == [])
        #expect(workspace.quietHours == nil)
        #expect(workspace.reserveDays == 0)
        #expect(workspace.links.publicURL == nil)
    }

    @Test func `jobs are found in subfolders and sorted by name`() throws {
        let workspace = try TestWorkspace([
            "Jobs/workspace.yaml": TestWorkspace.settings,
            "Jobs/z.yaml": "job: second",
            "Jobs/mail/a.yml": "job: third\nafter: first",
            "Jobs/mail/deep/b.yaml": "\u{FEFF}job: first\r\ndescription: x\r\n",
            "Jobs/.hidden.yaml": "no: job",
            "Jobs/notes.txt": "no job",
        ]).read()
        #expect(workspace.jobs.map(\.name) == ["first", "second", "third"])
        #expect(workspace.jobs.map(\.after) == [nil, nil, "first"])
        #expect(workspace.jobs[0].description == "x")
        #expect(workspace.jobs[0].place.description == "Jobs/mail/deep/b.yaml:1:6")
    }

    @Test func `the folder of jobs may be a link`() throws {
        let files = try TestWorkspace([
            "elsewhere/workspace.yaml": TestWorkspace.settings, "elsewhere/a.yaml": "job: a",
        ])
        try FileManager.default.createSymbolicLink(
            at: files.root.appending(path: "Jobs"),
            withDestinationURL: files.root.appending(path: "elsewhere"))
        #expect(try files.read().jobs.map(\.name) == ["a"])
    }

    @Test func `a folder without settings is not a workspace`() throws {
        let files = try TestWorkspace(["Jobs/a.yaml": "job: a"])
        #expect(
            files.texts == [
                """
                this folder is not a workspace: it has no Jobs/workspace.yaml
                  Go to your workspace with cd, or make one with "tidings init DIR".
                """
            ])
    }

    @Test func `the faults of all files come at once, in order`() throws {
        let files = try TestWorkspace([
            "Jobs/workspace.yaml": "name: L\ntimezone: UTC\ncurrency: yuan\n",
            "Jobs/b.yaml": "job: b\nafter: c\nschedule: {every: dya, at: 24:00}\n",
            "Jobs/a.yaml": "job: b\nlaod: []\n",
        ])
        #expect(
            files.problems.map { "\($0.place?.description ?? "") \($0.summary)" } == [
                "Jobs/a.yaml:2:1 unknown key \"laod\"",
                "Jobs/b.yaml:1:6 a second job is named \"b\"",
                "Jobs/b.yaml:2:8 unknown job \"c\"",
                "Jobs/b.yaml:3:19 \"every: dya\" is no schedule",
                "Jobs/workspace.yaml:3:11 \"yuan\" is not the code of a currency",
            ])
    }

    @Test func `while a file is not YAML no name is called unknown`() throws {
        let files = try TestWorkspace([
            "Jobs/workspace.yaml": TestWorkspace.settings,
            "Jobs/a.yaml": "job: a\nafter: b\nload:\n  - campaign: c\n    tirgger: x\n",
            "Jobs/b.yaml": "job: b\ndescription: 'open\n",
        ])
        #expect(
            files.problems.map(\.summary) == [
                "the key \"trigger\" is missing", "the key \"template\" is missing",
                "the key \"topic\" is missing", "unknown key \"tirgger\"",
                "this quote is never closed",
            ])
    }

    @Test func `a file in another encoding is named`() throws {
        let files = try TestWorkspace(["Jobs/workspace.yaml": TestWorkspace.settings])
        try Data([0xFF, 0xFE, 0x6A, 0x00]).write(to: files.root.appending(path: "Jobs/a.yaml"))
        #expect(
            files.texts == [
                """
                Jobs/a.yaml: the file is not written in UTF-8
                  Save it as UTF-8 in your editor.
                """
            ])
    }

    @Test func `no secret reaches a problem`() throws {
        let files = try TestWorkspace(
            [
                "Jobs/workspace.yaml": """
                name: L
                timezone: ${SECRET}
                currency: ${SECRET}
                locale: ${SECRET} x
                database: ${SECRET}
                reserve: ${SECRET}
                sources:
                  a: {url: "${SECRET}", password: literal-secret, user: [x]}
                  b: {postgres: "postgres://u:literal-secret@h/d", fodler: x}
                topics: {news: {consent: "${SECRET}"}}
                """,
                "Jobs/a.yaml": """
                job: ${SECRET}
                schedule: {cron: "0 0 * * ${SECRET}"}
                transform: {segments: {s: "city = ${SECRET}"}}
                """,
            ], environment: ["SECRET": "s3cret word"])
        let text = files.texts.joined(separator: "\n")
        #expect(files.problems.count == 12)
        #expect(!text.contains("s3cret"))
        #expect(!text.contains("literal-secret"))
    }

    private static let bookshop = """
        name: Lantern Books
        timezone: Asia/Shanghai            # for schedules and calendar windows
        locale: zh-CN
        currency: CNY
        database: ${TIDINGS_DATABASE_URL:-}   # empty: a private PostgreSQL under .tidings/
        sources:
          shop:     {postgres: "${SHOP_DATABASE_URL}"}
          stores:   {folder: feeds}
          supplier: {url: "https://feeds.example/catalogue/", user: "${SUPPLIER_USER}", password: "${SUPPLIER_PASSWORD}"}
          till:     {folder: /srv/till/, timezone: Europe/Paris}
        mail:
          from: Lantern Books <hello@lantern.example>
          reply_to: service@lantern.example
          postal_address: 12 Lantern Lane, Hangzhou      # in every footer, as the law asks
          transport: ${TIDINGS_SMTP_URL:-}    # empty: .eml files under .tidings/outbox
          only_to: [me@lantern.example, "@test.example"]
        public_url: https://mail.lantern.example/
        topics:
          greetings:    {consent: opt-out}
          new-products: {consent: opt-in}
          restock:      {consent: requested}  # asking for the book is the consent
        caps:
          - {topics: all, at_most: 1, per: day}
          - {topics: [greetings, new-products], at_most: 3, per: 14 days}   # rolling
          - {topics: restock, at_most: 5, per: month, name: calm}
        quiet_hours: {from: "21:00", to: "08:00"}
        reserve: 3 days
        """
}
