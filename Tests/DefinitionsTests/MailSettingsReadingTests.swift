import Testing

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
                """#)
    ]
}
