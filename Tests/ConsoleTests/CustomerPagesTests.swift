import Campaigns
import Console
import Testing

@Suite(.serialized) struct CustomerPagesTests {
    @Test func `a GET unsubscribes nobody, also that of a mail scanner`() async throws {
        let server = try await PagesServer()
        let page = try await server.get(try server.path(.unsubscribe))
        #expect(page.status == 200)
        #expect(page.body.contains("<h1>No more mail about “Greetings”?</h1>"))
        #expect(page.body.contains("<form method=\"post\">"))
        _ = try await server.get(try server.path(.unsubscribe) + "?what=topic")
        _ = try await server.get(try server.path(.unsubscribe), method: "HEAD")
        _ = try await server.get(try server.path(.confirm, topic: "news"))
        #expect(try await server.events() == [])
        try await server.stop()
    }

    @Test func `one click unsubscribes everybody who has the address, once`() async throws {
        let server = try await PagesServer()
        let path = try server.path(.unsubscribe)
        for _ in 1...2 {
            let answer = try await server.post(path, "List-Unsubscribe=One-Click")
            #expect(answer.status == 200)
        }
        #expect(
            try await server.events() == [
                "ann unsubscribed [greetings] card", "bob unsubscribed [greetings]",
            ])
        try await server.stop()
    }

    @Test func `one click may come as multipart form data`() async throws {
        let server = try await PagesServer()
        let answer = try await server.post(
            try server.path(.unsubscribe),
            "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n",
            type: "multipart/form-data; boundary=x")
        #expect(answer.status == 200)
        #expect(try await server.events().count == 2)
        try await server.stop()
    }

    @Test func `the page's button for all mail unsubscribes from every topic`() async throws {
        let server = try await PagesServer()
        let answer = try await server.post(try server.path(.unsubscribe), "what=all")
        #expect(answer.body.contains("You get no more mail from Lantern &amp; Books."))
        #expect(try await server.events() == ["ann unsubscribed [] card", "bob unsubscribed []"])
        try await server.stop()
    }

    @Test func `a POST that says nothing changes nothing`() async throws {
        let server = try await PagesServer()
        let path = try server.path(.unsubscribe)
        #expect(try await server.post(path, "x=1").status == 400)
        #expect(try await server.post(path, "x", type: "text/plain").status == 415)
        let long = "List-Unsubscribe=One-Click&x=" + String(repeating: "x", count: 5000)
        #expect(try await server.post(path, long).status == 413)
        #expect(try await server.events() == [])
        try await server.stop()
    }

    @Test func `what is planned and unsent of the topic is cancelled`() async throws {
        let server = try await PagesServer()
        for (customer, topic, sender) in [
            ("ann", "greetings", "NULL"), ("ann", "news", "NULL"), ("bob", "greetings", "NULL"),
            ("bob", "greetings", "'s1'"),
        ] {
            let occurrence = sender == "NULL" ? topic : "held"
            try await server.run(
                """
                INSERT INTO tidings.message (customer_id, campaign, occurrence, topic, priority,
                    state, run_id, decided_for, planned_at, send_at, expires_at, template)
                VALUES ('\(customer)', 'c', '\(occurrence)', '\(topic)', 50, 'planned', 1,
                    '2026-11-21', '2026-11-21', '2026-11-21', '2026-11-22', 't');
                INSERT INTO tidings.outbox (bucket, customer_id, campaign, occurrence, send_at,
                    expires_at, priority, run_id, sender)
                VALUES (hashtextextended('\(customer)', 0) & 1023, '\(customer)', 'c',
                    '\(occurrence)', '2026-11-21', '2026-11-22', 50, 1, \(sender))
                """)
        }
        _ = try await server.post(
            try server.path(.unsubscribe), "List-Unsubscribe=One-Click")
        #expect(
            try await server.texts(
                """
                SELECT concat_ws(' ', customer_id, occurrence, state, detail) AS text
                FROM tidings.message ORDER BY customer_id, occurrence
                """) == [
                    "ann greetings cancelled unsubscribed", "ann news planned",
                    "bob greetings cancelled unsubscribed", "bob held planned",
                ])
        #expect(
            try await server.texts(
                "SELECT customer_id || ' ' || occurrence AS text FROM tidings.outbox ORDER BY 1")
                == ["ann news", "bob held"])
        try await server.stop()
    }

    @Test func `the preference page shows what is sent, and saves what is chosen`() async throws {
        let server = try await PagesServer()
        let path = try server.path(.preferences)
        let before = try await server.get(path)
        #expect(
            before.body.contains("value=\"greetings\" checked> Greetings</label>"))
        #expect(before.body.contains("value=\"news\"> news</label>"))
        let after = try await server.post(
            path, "topic=news&topic=restock&topic=nothing&what=topics")
        #expect(after.body.contains("Your choice is saved."))
        #expect(after.body.contains("value=\"greetings\"> Greetings</label>"))
        #expect(after.body.contains("value=\"news\" checked> news</label>"))
        #expect(
            try await server.events() == [
                "ann subscribed [news] card", "ann unsubscribed [greetings] card",
                "bob unsubscribed [greetings]",
            ])
        // The same choice again is no news.
        _ = try await server.post(path, "topic=news&topic=restock&what=topics")
        #expect(try await server.events().count == 3)
        try await server.stop()
    }

    @Test func `a confirmation is a POST, and lifts what came before`() async throws {
        let server = try await PagesServer()
        let path = try server.path(.confirm, topic: "news")
        let asked = try await server.get(path)
        #expect(asked.body.contains("<h1>Do you want mail about “news”?</h1>"))
        let done = try await server.post(path, "what=confirm")
        #expect(done.body.contains("From now on you get our mail about “news”."))
        _ = try await server.post(path, "what=confirm")
        #expect(try await server.events() == ["ann subscribed [news] card"])
        try await server.stop()
    }

    @Test func `a link that was changed, is another page's or expired does nothing`()
        async throws
    {
        let server = try await PagesServer()
        let path = try server.path(.unsubscribe)
        let body = "List-Unsubscribe=One-Click"
        let last = path.last == "A" ? "B" : "A"
        #expect(try await server.post(path.dropLast() + last, body).status == 404)
        #expect(try await server.post("/unsubscribe/x", body).status == 404)
        let other = try server.path(.preferences).replacing("preferences", with: "unsubscribe")
        #expect(try await server.post(other, body).status == 404)
        let expired = try await server.post(try server.path(.unsubscribe, expires: 0), body)
        #expect(expired.status == 410)
        #expect(expired.body.contains("<h1>This link has expired</h1>"))
        #expect(try await server.events() == [])
        try await server.stop()
    }

    @Test func `a click is recorded and leads only to what was signed`() async throws {
        let server = try await PagesServer()
        try await server.run(
            """
            INSERT INTO tidings.message (customer_id, campaign, occurrence, topic, priority,
                state, run_id, decided_for, planned_at, send_at, expires_at, template)
            VALUES ('ann', 'card', 'birthday:2026', 'greetings', 50, 'accepted', 1,
                '2026-11-21', '2026-11-21', '2026-11-21', '2026-11-22', 't')
            """)
        let target = "https://shop.lantern.example/a?b=1&c=2"
        let path = try server.path(.click, url: target)
        let answer = try await server.get(path + "?url=https://evil.example/")
        #expect(answer.status == 302)
        #expect(answer.headers["location"] == target)
        #expect(try await server.events() == ["ann clicked [greetings] card"])
        #expect(
            try await server.texts("SELECT url AS text FROM tidings.event") == [target])
        // A program that only looks is no person; a message of nobody is not written of.
        #expect(try await server.get(path, method: "HEAD").status == 302)
        _ = try await server.get(try server.path(.click, customer: "gone", url: target))
        #expect(try await server.events().count == 1)
        // An old link still leads on, but tells nothing any more.
        let old = try await server.get(try server.path(.click, url: target, expires: -1))
        #expect(old.status == 302)
        #expect(try await server.events().count == 1)
        try await server.stop()
    }

    @Test func `a page is in the customer's language, else in the workspace's`() async throws {
        let server = try await PagesServer(locale: "zh-CN")
        let chinese = try await server.get(try server.path(.unsubscribe))
        #expect(chinese.body.contains("<html lang=\"zh\">"))
        #expect(chinese.body.contains("<h1>不再接收“祝福”的邮件？</h1>"))
        try await server.run("UPDATE tidings.customer SET locale = 'en-GB'")
        let english = try await server.get(try server.path(.unsubscribe))
        #expect(english.body.contains("<h1>No more mail about “Greetings”?</h1>"))
        let nobody = try await server.get("/unsubscribe/x")
        #expect(nobody.body.contains("<h1>此链接不完整</h1>"))
        try await server.stop()
    }

    @Test func `no page is kept, framed or scripted, and none tells an address`() async throws {
        let server = try await PagesServer()
        for page in [
            try await server.get(try server.path(.preferences)),
            try await server.get(try server.path(.click, url: "https://a.example/")),
            try await server.get("/confirm/%3Cscript%3Ealert(1)%3C%2Fscript%3E"),
        ] {
            #expect(page.headers["cache-control"] == "no-store")
            #expect(page.headers["referrer-policy"] == "no-referrer")
            #expect(page.headers["x-content-type-options"] == "nosniff")
            #expect(
                page.headers["content-security-policy"]?.hasPrefix(
                    "default-src 'none'; style-src 'sha256-") == true)
            #expect(!page.body.contains("<script"))
            #expect(!page.body.lowercased().contains("reader.example"))
        }
        #expect(!(try server.path(.unsubscribe)).contains("ann"))
        try await server.stop()
    }

    @Test func `who asks too often waits, and others do not`() async throws {
        let server = try await PagesServer()
        let path = try server.path(.preferences)
        for _ in 1...60 { #expect(try await server.get(path).status == 200) }
        let answer = try await server.get(path)
        #expect(answer.status == 429)
        #expect(answer.headers["retry-after"] == "60")
        #expect(
            try await server.get(try server.path(.preferences, customer: "bob")).status == 200)
        try await server.stop()
    }

    @Test func `a key that was changed still opens the links that it signed`() async throws {
        let old = String(repeating: "o", count: 32)
        let before = try await PagesServer(keys: [old])
        let path = try before.path(.unsubscribe)
        try await before.stop()
        let after = try await PagesServer(keys: [String(repeating: "n", count: 32), old])
        #expect(try await after.get(path).status == 200)
        #expect(try after.path(.unsubscribe) != path)
        try await after.stop()
        let later = try await PagesServer(keys: [String(repeating: "n", count: 32)])
        #expect(try await later.get(path).status == 404)
        try await later.stop()
    }
}
