import Problems
import TestKit
import Testing

@testable import Transfer

struct TextRecordsTests {
    @Test func `a name's records come whole, also those of several parts`() async throws {
        let long = "v=DKIM1; p=" + String(repeating: "A", count: 600)
        let server = try await NameServer([
            "shop.example": ["v=spf1 -all", "other=text"], "key._domainkey.shop.example": [long],
        ])
        let records = TextRecords(server: ("127.0.0.1", server.port))
        #expect(try await records.of("shop.example") == ["v=spf1 -all", "other=text"])
        #expect(try await records.of("key._domainkey.shop.example") == [long])
        try await server.stop()
    }

    @Test func `a name that is not there has none`() async throws {
        let server = try await NameServer([:])
        let records = TextRecords(server: ("127.0.0.1", server.port))
        #expect(try await records.of("nowhere.example") == [])
        try await server.stop()
    }

    @Test func `a server that is not there is a problem`() async throws {
        let server = try await NameServer([:])
        try await server.stop()
        let records = TextRecords(server: ("127.0.0.1", server.port))
        let problem = await #expect(throws: Problem.self) {
            try await records.of("shop.example")
        }
        #expect(
            problem?.text == """
                no name server answered for shop.example
                  Check the machine's network and /etc/resolv.conf, then look again.
                """)
    }
}
