import Foundation
import Testing

@testable import Mail

struct MailDateTests {
    @Test(arguments: [
        (0, "Thu, 01 Jan 1970 00:00:00 +0000"), (-1, "Wed, 31 Dec 1969 23:59:59 +0000"),
        (1_795_335_258, "Sun, 22 Nov 2026 08:14:18 +0000"),
        (951_782_400, "Tue, 29 Feb 2000 00:00:00 +0000"),
        (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 +0000"),
        (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 +0000"),
    ])
    func `an instant is written in UTC`(seconds: Int, text: String) {
        #expect(MailDate.text(Date(timeIntervalSince1970: Double(seconds) + 0.5)) == text)
    }
}
