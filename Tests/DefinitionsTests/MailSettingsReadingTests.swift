import Foundation
import Testing

@testable import Definitions

struct MailSettingsReadingTests {
    @Test(arguments: settings)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }

    static let settings: [Fault] = [
        Fault(
            "mail", in: "Jobs/workspace.yaml",
            #"""
            name: L
            timezone: UTC
            currency: CNY
            mail: {from: Lantern, reply_to: a@b@c, postal_address: "a\nb", transport: http://me:pw@x, only_to: [me, a@b, '@c']}
            """#,
            gives: #"""
                Jobs/workspace.yaml:4:14: "from" is not a mail address
                  4 | mail: {from: Lantern, reply_to: a@b@c, postal_address: "a\nb", transport: http://me:••@x, only_to: [me, a@b, '@c']}
                    |              ^^^^^^^
                  Write it as "Lantern Books <hello@lantern.example>".

                Jobs/workspace.yaml:4:33: "reply_to" is not a mail address
                  4 | mail: {from: Lantern, reply_to: a@b@c, postal_address: "a\nb", transport: http://me:••@x, only_to: [me, a@b, '@c']}
                    |                                 ^^^^^
                  Write it as "Lantern Books <hello@lantern.example>".

                Jobs/workspace.yaml:4:57: "postal_address" has several lines
                  4 | mail: {from: Lantern, reply_to: a@b@c, postal_address: "a\nb", transport: http://me:••@x, only_to: [me, a@b, '@c']}
                    |                                                         ^^^^
                  Write it in one line.

                Jobs/workspace.yaml:4:75: "transport" is not the URL of a mail server
                  4 | mail: {from: Lantern, reply_to: a@b@c, postal_address: "a\nb", transport: http://me:••@x, only_to: [me, a@b, '@c']}
                    |                                                                           ^^^^^^^^^^^^^^
                  Write smtp://host:port or smtps://user:password@host, best as ${NAME} from the environment; leave it empty for files under .tidings/outbox.

                Jobs/workspace.yaml:4:101: an entry of "only_to" is neither a mail address nor a domain
                  4 | mail: {from: Lantern, reply_to: a@b@c, postal_address: "a\nb", transport: http://me:••@x, only_to: [me, a@b, '@c']}
                    |                                                                                                     ^^
                  Write me@lantern.example, or @lantern.example for everyone there.
                """#),
        Fault(
            "how mail leaves", in: "Jobs/workspace.yaml",
            #"""
            name: L
            timezone: UTC
            currency: CNY
            mail:
              connections: 0
              rate: 5/s
              warm_up: {from: 2026-11-01, first_day: 5, grows: fast}
              dkim: {domain: a b, selector: x, key: k}
              bounces: {address: bounces+x@l.example, from: imaps://host}
            """#,
            gives: #"""
                Jobs/workspace.yaml:5:16: "connections" must be a whole number from 1 to 100, not "0"
                  5 |   connections: 0
                    |                ^
                  Write it in digits.

                Jobs/workspace.yaml:6:9: "5/s" is not a rate
                  6 |   rate: 5/s
                    |         ^^^
                  Write it as 50 per second; minute, hour and day are the other units.

                Jobs/workspace.yaml:7:52: "grows" cannot be "fast"
                  7 |   warm_up: {from: 2026-11-01, first_day: 5, grows: fast}
                    |                                                    ^^^^
                  Write a percentage from 1% to 1000%, as "grows: 50%".

                Jobs/workspace.yaml:8:18: "domain" is not a name of the DNS
                  8 |   dkim: {domain: a b, selector: x, key: k}
                    |                  ^^^
                  Write it as in the DNS: letters, digits, hyphens and dots.

                Jobs/workspace.yaml:9:22: "address" cannot be a return path
                  9 |   bounces: {address: bounces+x@l.example, from: imaps://host}
                    |                      ^^^^^^^^^^^^^^^^^^^
                  Write an address alone, with at most 10 letters before the @ and no +, as bounce@lantern.example: each mail adds +… to it.

                Jobs/workspace.yaml:9:49: "from" is neither a path nor the URL of a mail folder
                  9 |   bounces: {address: bounces+x@l.example, from: imaps://host}
                    |                                                 ^^^^^^^^^^^^
                  Write a Maildir or an mbox file, or imaps://user:password@host/INBOX, best as ${NAME} from the environment.
                """#),
    ]

    @Test func `all that says how mail leaves is read`() throws {
        let workspace = try TestWorkspace([
            "Jobs/workspace.yaml": """
            name: L
            timezone: UTC
            currency: CNY
            mail:
              connections: 8
              rate: [50 per second, 20000 per hour]
              rate_to: {Gmail.com: 2 per minute}
              warm_up: {from: 2026-11-01, first_day: 500}
              dkim: {domain: lantern.example, selector: tidings, key: keys/dkim.pem}
              bounces: {address: bounce@lantern.example, from: returned}
            """
        ]).read()
        let mail = workspace.mail
        #expect(mail.connections == 8)
        #expect(
            mail.rates == [MailRate(count: 50, unit: .second), .init(count: 20000, unit: .hour)])
        #expect(mail.domainRates == ["gmail.com": [MailRate(count: 2, unit: .minute)]])
        let first = try #require(LocalDate("2026-11-01"))
        #expect(mail.warmUp == WarmUp(from: first, firstDay: 500, grows: 50))
        let root = workspace.root.path(percentEncoded: false)
        #expect(
            mail.dkim == [
                DKIMSettings(
                    domain: "lantern.example", selector: "tidings",
                    keyFile: "\(root)keys/dkim.pem")
            ])
        #expect(
            mail.bounces
                == BounceSettings(
                    address: "bounce@lantern.example", source: .path("\(root)returned")))
    }
}
