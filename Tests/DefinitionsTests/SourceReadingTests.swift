import Testing

struct SourceReadingTests {
    @Test(arguments: sources)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }

    static let sources: [Fault] = [
        Fault(
            "sources", in: "Jobs/workspace.yaml",
            #"""
            name: L
            timezone: UTC
            currency: CNY
            sources:
              a: {}
              b: {folder: x, url: https://x}
              c: {postgres: mysql://me:secret@host/db}
              d: {folder: x, password: hidden}
              e: {url: x}
              a b: {folder: x}
            """#,
            gives: #"""
                Jobs/workspace.yaml:5:3: the source "a" says nowhere what it is
                  5 |   a: {}
                    |   ^
                  Give it one of: postgres (a connection URI), folder (a path), url (a server).

                Jobs/workspace.yaml:6:3: the source "b" is both folder and url
                  6 |   b: {folder: x, url: https://x}
                    |   ^
                  Give it one of: postgres (a connection URI), folder (a path), url (a server).

                Jobs/workspace.yaml:7:17: "postgres" is not a connection URI of PostgreSQL
                  7 |   c: {postgres: mysql://me:••••••@host/db}
                    |                 ^^^^^^^^^^^^^^^^^^^^^^^^^
                  Write postgresql://user@host/database, best as ${NAME} from the environment.

                Jobs/workspace.yaml:8:28: "password" belongs to sources with a "url" only
                  8 |   d: {folder: x, password: ••••••}
                    |                            ^^^^^^
                  A database's user and password stand in its connection URI; a folder has none.

                Jobs/workspace.yaml:9:12: "url" is not a server's address
                  9 |   e: {url: x}
                    |            ^
                  Write it with its scheme (https, http, ftp, ftps or sftp) and host.

                Jobs/workspace.yaml:10:3: "a b" is not a name
                  10 |   a b: {folder: x}
                     |   ^^^
                  A name has letters, digits, hyphens and underscores only, as "new-readers".
                """#)
    ]
}
