import Testing

@testable import Transfer

struct HostNameTests {
    @Test(arguments: [
        ("Mail.Example", "mail.example"), ("bücher.example", "xn--bcher-kva.example"),
        ("例子.中国", "xn--fsqu00a.xn--fiqs8s"), ("faß.de", "xn--fa-hia.de"),
    ])
    func `an international name becomes its labels in ASCII`(name: String, ascii: String) {
        #expect(HostName.ascii(name) == ascii)
    }

    @Test(arguments: ["", "a b", "a@b", "例子\u{200B} .example", "a/b", "ü\r\n.example"])
    func `what no host can be called is nil`(name: String) {
        #expect(HostName.ascii(name) == nil)
    }
}
