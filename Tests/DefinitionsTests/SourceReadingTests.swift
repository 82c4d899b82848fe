import Definitions
import Foundation
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
                  Write it with its scheme (https, http, ftp, ftps, ftpes or sftp) and host.

                Jobs/workspace.yaml:10:3: "a b" is not a name
                  10 |   a b: {folder: x}
                     |   ^^^
                  A name has letters, digits, hyphens and underscores only, as "new-readers".
                """#),
        Fault(
            "servers", in: "Jobs/workspace.yaml",
            #"""
            name: L
            timezone: UTC
            currency: CNY
            sources:
              a: {url: "https://me:secret@x.example/"}
              b: {url: sftp://x.example/, user: me}
              c: {url: https://x.example/, key: k, hosts: ["a/b"]}
              d: {url: ftp://x.example/, hosts: [cdn.example], max_size: 5, ca: a.pem}
              e: {folder: x, timeout: 5 minutes, retries: 2}
            """#,
            gives: #"""
                Jobs/workspace.yaml:5:13: the address holds a user or a password
                  5 |   a: {url: "https://me:••••••@x.example/"}
                    |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                  Give them keys of their own, from the environment: user: ${NAME}, password: ${NAME}.

                Jobs/workspace.yaml:6:12: nothing says by which key the SFTP server is known
                  6 |   b: {url: sftp://x.example/, user: me}
                    |            ^^^^^^^^^^^^^^^^^
                  Add "known_hosts: Jobs/known_hosts", filled with `ssh-keyscan HOST` after asking the server's owner whether the key is theirs.

                Jobs/workspace.yaml:7:37: "key" belongs to sftp:// addresses only
                  7 |   c: {url: https://x.example/, key: k, hosts: ["a/b"]}
                    |                                     ^
                  Take it out; https and ftps servers are known by their certificates.

                Jobs/workspace.yaml:7:49: this is not the name of a host
                  7 |   c: {url: https://x.example/, key: k, hosts: ["a/b"]}
                    |                                                 ^^^
                  Write the name alone, as "hosts: [cdn.example]".

                Jobs/workspace.yaml:8:37: only HTTP servers send on to other hosts
                  8 |   d: {url: ftp://x.example/, hosts: [cdn.example], max_size: 5, ca: a.pem}
                    |                                     ^
                  Take "hosts" out.

                Jobs/workspace.yaml:8:62: "max_size" is not a size
                  8 |   d: {url: ftp://x.example/, hosts: [cdn.example], max_size: 5, ca: a.pem}
                    |                                                              ^
                  Write it as "max_size: 500 MB" or 2 GB.

                Jobs/workspace.yaml:8:69: "ca" belongs to https://, ftps:// and ftpes:// addresses only
                  8 |   d: {url: ftp://x.example/, hosts: [cdn.example], max_size: 5, ca: a.pem}
                    |                                                                     ^^^^^
                  Take it out; only they have certificates.

                Jobs/workspace.yaml:9:27: a folder has no "timeout"
                  9 |   e: {folder: x, timeout: 5 minutes, retries: 2}
                    |                           ^^^^^^^^^
                  Take it out.

                Jobs/workspace.yaml:9:47: "retries" belongs to sources with a "url" only
                  9 |   e: {folder: x, timeout: 5 minutes, retries: 2}
                    |                                               ^
                  A database's user and password stand in its connection URI; a folder has none.
                """#),
    ]

    @Test func `a server is read with all that goes with it`() throws {
        let workspace = try TestWorkspace(
            [
                "Jobs/workspace.yaml": """
                name: L
                timezone: UTC
                currency: CNY
                sources:
                  shop: {postgres: postgresql://localhost/shop, timeout: 10 minutes, at_once: 2}
                  bank:
                    url: sftp://files.example:2222/out/
                    user: lantern
                    key: ${KEY_FILE}
                    known_hosts: Jobs/known_hosts
                    retries: 5
                    timeout: 90s
                    max_size: 2 GB
                  cdn: {url: https://feeds.example/, hosts: CDN.example, ca: Jobs/ca.pem}
                """
            ], environment: ["KEY_FILE": "/run/key"])
        let read = try workspace.read()
        let root = read.root.path(percentEncoded: false)
        #expect(read.sources["shop"]?.queryTimeoutSeconds == 600)
        #expect(read.sources["shop"]?.atOnce == 2)
        #expect(read.sources["cdn"]?.atOnce == nil)
        let bank = try #require(URL(string: "sftp://files.example:2222/out/"))
        #expect(
            read.sources["bank"]?.kind
                == .url(
                    RemoteServer(
                        url: bank, user: "lantern", keyFile: "/run/key",
                        knownHosts: root + "Jobs/known_hosts", retries: 5, timeoutSeconds: 90,
                        largest: 2_000_000_000)))
        let cdn = try #require(URL(string: "https://feeds.example/"))
        #expect(
            read.sources["cdn"]?.kind
                == .url(
                    RemoteServer(
                        url: cdn, authorities: root + "Jobs/ca.pem", hosts: ["cdn.example"])))
    }
}
