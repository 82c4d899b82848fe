import Testing

struct WorkspaceReadingTests {
    @Test(arguments: workspaces)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }

    static let workspaces: [Fault] = [
        Fault(
            "links", in: "Jobs/workspace.yaml",
            #"""
            name: L
            timezone: UTC
            currency: CNY
            signing_key: [short, 0123456789abcdef0123456789abcdef]
            track: [clicks, views]
            utm: {medium: mail, campain: spring}
            """#,
            gives: #"""
                Jobs/workspace.yaml:4:15: a signing key is shorter than 32 characters
                  4 | signing_key: [•••••, ••••••••••••••••••••••••••••••••]
                    |               ^^^^^
                  Make one with `openssl rand -base64 32`, and give it as ${TIDINGS_SIGNING_KEY} from the environment.

                Jobs/workspace.yaml:5:17: "views" is nothing that "track" can be
                  5 | track: [clicks, views]
                    |                 ^^^^^
                  It can be: clicks, opens.

                Jobs/workspace.yaml:6:7: the key "source" is missing
                  6 | utm: {medium: mail, campain: spring}
                    |       ^^^^^^
                  Add it: source: newsletter

                Jobs/workspace.yaml:6:21: unknown key "campain"
                  6 | utm: {medium: mail, campain: spring}
                    |                     ^^^^^^^
                  Did you mean "campaign"?
                """#),
        Fault(
            "keys in a list", in: "Jobs/workspace.yaml",
            #"""
            name: L
            timezone: UTC
            currency: CNY
            track: clicks and opens
            utm: newsletter
            signing_key:
              - 0123456789abcdef0123456789abcdef
              - too short
              - 1123456789abcdef0123456789abcdef
              - 2123456789abcdef0123456789abcdef
            """#,
            gives: #"""
                Jobs/workspace.yaml:4:8: "clicks and opens" is nothing that "track" can be
                  4 | track: clicks and opens
                    |        ^^^^^^^^^^^^^^^^
                  It can be: clicks, opens.

                Jobs/workspace.yaml:5:6: "utm" must hold keys and values, not a single value
                  5 | utm: newsletter
                    |      ^^^^^^^^^^
                  Write "utm: {key: value}", or one indented "key: value" a line.

                Jobs/workspace.yaml:7:3: there are 3 signing keys
                  7 |   - ••••••••••••••••••••••••••••••••
                    |   ^
                  Write one, or two while keys are changed: the new one first, then the old one.

                Jobs/workspace.yaml:8:5: a signing key is shorter than 32 characters
                  8 |   - •••••••••
                    |     ^^^^^^^^^
                  Make one with `openssl rand -base64 32`, and give it as ${TIDINGS_SIGNING_KEY} from the environment.
                """#),
        Fault(
            "topics", in: "Jobs/workspace.yaml",
            #"""
            name: L
            timezone: UTC
            currency: CNY
            topics:
              news: {consent: opt-out, confirm: true, title: [News]}
              more: {consent: opt-in, confirm: "yes", title: {en: [a], fr: }}
              less: {consent: ask, titel: Less}
            """#,
            gives: #"""
                Jobs/workspace.yaml:5:3: nobody is ever asked to confirm the topic "news"
                  5 |   news: {consent: opt-out, confirm: true, title: [News]}
                    |   ^^^^
                  Add a campaign with "trigger: confirm" and "topic: news".

                Jobs/workspace.yaml:5:37: only a topic with "consent: opt-in" can be confirmed
                  5 |   news: {consent: opt-out, confirm: true, title: [News]}
                    |                                     ^^^^
                  Write "consent: opt-in", or take "confirm" out.

                Jobs/workspace.yaml:5:50: "title" must hold keys and values, not a list
                  5 |   news: {consent: opt-out, confirm: true, title: [News]}
                    |                                                  ^
                  Write "title: {key: value}", or one indented "key: value" a line.

                Jobs/workspace.yaml:6:37: "confirm" must be true or false, not "yes"
                  6 |   more: {consent: opt-in, confirm: "yes", title: {en: [a], fr: }}
                    |                                     ^^^
                  Write true or false; YAML 1.2 has no yes, no, on and off.

                Jobs/workspace.yaml:6:55: "en" must be a text, not a list
                  6 |   more: {consent: opt-in, confirm: "yes", title: {en: [a], fr: }}
                    |                                                       ^
                  Write one value: "en: …".

                Jobs/workspace.yaml:6:60: "fr" is empty
                  6 |   more: {consent: opt-in, confirm: "yes", title: {en: [a], fr: }}
                    |                                                            ^^
                  Write a value, or delete the key.

                Jobs/workspace.yaml:7:19: "ask" is nothing that "consent" can be
                  7 |   less: {consent: ask, titel: Less}
                    |                   ^^^
                  It can be: opt-in, opt-out, requested.

                Jobs/workspace.yaml:7:24: unknown key "titel"
                  7 |   less: {consent: ask, titel: Less}
                    |                        ^^^^^
                  Did you mean "title"?
                """#),
        Fault(
            "an empty workspace", in: "Jobs/workspace.yaml",
            #"""
            name:
            """#,
            gives: #"""
                Jobs/workspace.yaml:1:1: "name" has no value
                  1 | name:
                    | ^^^^
                  Write it: name: Lantern Books

                Jobs/workspace.yaml:1:1: the key "timezone" is missing
                  1 | name:
                    | ^^^^
                  Add it: timezone: Asia/Shanghai

                Jobs/workspace.yaml:1:1: the key "currency" is missing
                  1 | name:
                    | ^^^^
                  Add it: currency: CNY
                """#),
        Fault(
            "settings", in: "Jobs/workspace.yaml",
            #"""
            name: L
            timezone: Shanghai
            locale: chinese (simple)
            currency: yuan
            reserve: 36 hours
            public_url: mail.example
            quiet_hours: {from: 21:00, to: 21:00}
            database: mysql://x
            """#,
            gives: #"""
                Jobs/workspace.yaml:2:11: "Shanghai" is not a time zone
                  2 | timezone: Shanghai
                    |           ^^^^^^^^
                  Write an IANA name, as Asia/Shanghai, Europe/Paris or UTC.

                Jobs/workspace.yaml:3:9: "chinese (simple)" is not a language tag
                  3 | locale: chinese (simple)
                    |         ^^^^^^^^^^^^^^^^
                  Write language and country, as zh-CN, en-GB or de.

                Jobs/workspace.yaml:4:11: "yuan" is not the code of a currency
                  4 | currency: yuan
                    |           ^^^^
                  Write three capital letters, as CNY, EUR or USD.

                Jobs/workspace.yaml:5:10: "36 hours" is not a number of days
                  5 | reserve: 36 hours
                    |          ^^^^^^^^
                  Write it in whole days or weeks, as "reserve: 30 days".

                Jobs/workspace.yaml:6:13: "public_url" is not a web address
                  6 | public_url: mail.example
                    |             ^^^^^^^^^^^^
                  Write it with its scheme, as https://mail.lantern.example.

                Jobs/workspace.yaml:7:15: quiet hours begin and end at the same time
                  7 | quiet_hours: {from: 21:00, to: 21:00}
                    |               ^^^^
                  Let them end at another time, or delete "quiet_hours".

                Jobs/workspace.yaml:8:11: "database" is not a connection URI of PostgreSQL
                  8 | database: mysql://x
                    |           ^^^^^^^^^
                  Write postgresql://user@host/database, best as ${NAME} from the environment.
                """#),
    ]
}
