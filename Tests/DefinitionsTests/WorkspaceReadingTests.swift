import Testing

struct WorkspaceReadingTests {
    @Test(arguments: workspaces)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }

    static let workspaces: [Fault] = [
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
