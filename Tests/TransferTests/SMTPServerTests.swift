import Problems
import Testing

@testable import Transfer

struct SMTPServerTests {
    @Test(arguments: [
        ("smtp://mail.example", "mail.example:25", SMTPServer.TLS.required, false),
        ("smtp://u:p%40ss@mail.example", "mail.example:587", .required, false),
        ("smtps://u:p@mail.example", "mail.example:465", .required, true),
        ("smtp://127.0.0.1:2525", "127.0.0.1:2525", .none, false),
        ("smtp://localhost", "localhost:25", .none, false),
        ("smtp://[::1]:2525", "[::1]:2525", .none, false),
        ("smtp://localhost:2525?tls=required", "localhost:2525", .required, false),
        ("smtp://relay.example?tls=opportunistic", "relay.example:25", .opportunistic, false),
        ("SMTP://Mail.Example/client.example", "mail.example:25", .required, false),
    ])
    func `a URL names host, port and encryption`(
        url: String, name: String, tls: SMTPServer.TLS, isImplicit: Bool
    ) throws {
        let server = try SMTPServer(url: url)
        #expect(server.name == name)
        #expect(server.tls == tls)
        #expect(server.isImplicitTLS == isImplicit)
    }

    @Test func `user and password are decoded and stay out of the URL for libcurl`() throws {
        let server = try SMTPServer(url: "smtp://shop%40lantern:p%3Aw@mail.example/here.example")
        #expect(server.user == "shop@lantern")
        #expect(server.password == "p:w")
        #expect(server.curlURL == "smtp://mail.example:587/here.example")
    }

    @Test(arguments: [
        ("http://mail.example", "the mail transport is not an smtp or smtps URL"),
        ("smtp://u:secret@", "the mail transport's URL names no host"),
        ("smtp://u:secret@mail.example:99999", "the mail transport's port 99999 does not exist"),
        (
            "smtp://mail.example?tls=maybe",
            "the mail transport's tls is none of the known settings"
        ),
        (
            "smtp://mail.example?tsl=none",
            "the mail transport's URL has a setting that is not known"
        ),
        (
            "smtp://u:secret@mail.example?tls=opportunistic",
            "the mail transport would send its password without encryption"
        ),
        (
            "smtp://u@mail.example?token=/run/token",
            "the mail transport names a file for a token that it does not use"
        ),
        (
            "smtp://mail.example/not%20a%20host",
            "the path of the mail transport's URL is not a host name"
        ),
    ])
    func `a URL that cannot work is refused without being shown`(url: String, summary: String) {
        let problem = #expect(throws: Problem.self) { try SMTPServer(url: url) }
        #expect(problem?.summary == summary)
        #expect(problem?.text.contains("secret") == false)
        #expect(problem?.kind == .definition)
    }
}
