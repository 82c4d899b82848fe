import Foundation
import Problems
import TestKit
import Testing

@testable import Transfer

/// Fetches by user and password from asyncssh's SFTP server (Debian: python3-asyncssh): OpenSSH's
/// knows no passwords but those of the machine's users.
struct FetchSFTPPasswordTests {
    private static let script = """
        import asyncio, asyncssh, logging, sys
        logging.disable(logging.CRITICAL)
        class Server(asyncssh.SSHServer):
            def password_auth_supported(self): return True
            def validate_password(self, user, password):
                return user == "lantern" and password == "s:cret 1"
        async def main():
            key = asyncssh.generate_private_key("ssh-ed25519")
            server = await asyncssh.create_server(
                Server, "127.0.0.1", 0, server_host_keys=[key],
                sftp_factory=lambda channel: asyncssh.SFTPServer(channel, chroot=sys.argv[1]))
            port = server.sockets[0].getsockname()[1]
            with open(sys.argv[2], "w") as known:
                known.write(f"[127.0.0.1]:{port} " + key.export_public_key().decode())
            print("port", port, flush=True)
            await asyncio.Event().wait()
        asyncio.run(main())
        """

    private let served = FetchFolder()
    private let folder = FetchFolder()
    private let keys = FetchFolder()
    private let server: ServerProcess
    private let port: Int

    init() throws {
        try served.write("orders.csv", "id\n1\n")
        try keys.write("known", "")
        var port: Int?
        server = try ServerProcess(
            "/usr/bin/python3",
            ["-W", "ignore", "-c", Self.script, served.path, keys.path + "/known"],
            package: "python3-asyncssh", ready: "port"
        ) { port = Int($0.dropFirst(5)) }
        self.port = try #require(port)
    }

    private func request(password: String) throws -> FetchRequest {
        let url = try #require(URL(string: "sftp://127.0.0.1:\(port)/orders.csv"))
        var request = FetchRequest(url: url, name: "orders.csv", source: "bank", folder: folder.url)
        request.user = "lantern"
        request.password = password
        request.knownHosts = keys.path + "/known"
        request.retries = 0
        return request
    }

    @Test func `a file is fetched by a password from a known host`() async throws {
        #expect(
            try await Fetch(request(password: "s:cret 1")).run()
                == .fetched(path: folder.path + "/orders.csv", FetchValidators()))
        #expect(try folder.text("orders.csv") == "id\n1\n")
    }

    @Test func `a wrong password is refused, and not shown`() async throws {
        let problem = await #expect(throws: Problem.self) {
            try await Fetch(request(password: "hunter2")).run()
        }
        #expect(problem?.kind == .infrastructure)
        #expect(
            problem?.summary == "127.0.0.1 does not let us have orders.csv of the source \"bank\"")
        #expect(problem?.text.contains("hunter2") == false)
        #expect(folder.names == [])
    }

    @Test func `a password is not told to a host whose key is another`() async throws {
        let known = try keys.text("known").split(separator: " ")
        let other = "AAAAC3NzaC1lZDI1NTE5AAAAIJv3qO0hK5VQ1m0u8kq8mV3m8mQm0mQm0mQm0mQm0mQm"
        try keys.write("known", "\(known[0]) ssh-ed25519 \(other)\n")
        let problem = await #expect(throws: Problem.self) {
            try await Fetch(request(password: "s:cret 1")).run()
        }
        #expect(problem?.summary == "the key of 127.0.0.1 is not among the known hosts")
    }
}
