import Testing

@testable import Transfer

struct RedactionTests {
    @Test(arguments: [
        ("to <a@b.example>, ok", "to <•••>, ok"), ("a@b c@d", "••• •••"),
        ("no address here", "no address here"), ("line\r\nbreak", "line break"),
        ("unknown ANNA; annabel stays", "unknown •••; annabel stays"),
    ])
    func `addresses and given words are hidden`(text: String, redacted: String) {
        #expect(Redaction.redacted(text, hiding: ["anna"]) == redacted)
    }
}
