import Problems
import Testing

@testable import Mail

struct ListUnsubscribeTests {
    @Test(arguments: [
        (String?.none, String?.none), ("http://lantern.example/u", nil), ("https://", nil),
        ("https://a.example/\r\nBcc: x", nil), ("https://a.example/ b", nil),
        ("https://a.example/<b>", nil), ("https://a.example/,b", nil), (nil, "off@lantern.example"),
    ])
    func `a link that a header cannot carry is refused`(https: String?, mailto: String?) {
        let problem = #expect(throws: Problem.self) {
            try ListUnsubscribe(https: https, mailto: mailto)
        }
        #expect(problem?.summary == "the unsubscribe link is neither an https nor a mailto URL")
    }
}
