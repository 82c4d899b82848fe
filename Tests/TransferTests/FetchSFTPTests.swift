import Foundation
import Problems
import TestKit
import Testing

@testable import Transfer

/// Fetches from OpenSSH's server, run as this user on a port of its own (Debian: openssh-server).
struct FetchSFTPTests {
    private let served = FetchFolder()
    private let folder = FetchFolder()
    private let server: ServerProcess
    private let port: Int

    init() throws {
        try served.write("orders.csv", "id\n1\n")
        for key in ["host", "client", "stranger"] { try Self.makeKey(key, in: served) }
        try served.write("authorized", served.text("client.pub"))
        port = try FreePort.next()
        try served.write(
            "config",
            """
            Port \(port)
            ListenAddress 127.0.0.1
            HostKey \(served.path)/host
            PidFile none
            AuthorizedKeysFile \(served.path)/authorized
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            PermitRootLogin prohibit-password
            Subsystem sftp internal-sftp

            """)
        // Where root runs it, it wants this folder, which the service makes.
        if geteuid() == 0 {
            try FileManager.default.createDirectory(
                atPath: "/run/sshd", withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o755])
        }
        server = try ServerProcess(
            "/usr/sbin/sshd", ["-D", "-e", "-f", served.path + "/config"],
            package: "openssh-server", ready: "Server listening on 127.0.0.1")
        try trust("host")
    }

    private static func makeKey(_ name: String, in folder: FetchFolder) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/ssh-keygen")
        process.arguments = [
            "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", "\(folder.path)/\(name)",
        ]
        try process.run()
        process.waitUntilExit()
    }

    /// Writes a key down as the server's.
    private func trust(_ key: String) throws {
        let known = try served.text("\(key).pub").split(separator: " ").prefix(2)
        try served.write(
            "known", "[127.0.0.1]:\(port) \(known.joined(separator: " "))\n")
    }

    private func request(_ name: String = "orders.csv", key: String = "client") throws
        -> FetchRequest
    {
        let url = try #require(
            URL(string: "sftp://127.0.0.1:\(port)\(served.path)/")
        ).appending(path: name)
        var request = FetchRequest(url: url, name: name, source: "bank", folder: folder.url)
        request.user = NSUserName()
        request.keyFile = "\(served.path)/\(key)"
        request.knownHosts = "\(served.path)/known"
        request.retries = 0
        return request
    }

    private func problem(_ request: FetchRequest) async -> Problem? {
        await #expect(throws: Problem.self) { try await Fetch(request).run() }
    }

    @Test func `a file is fetched by a key from a known host`() async throws {
        #expect(
            try await Fetch(request()).run()
                == .fetched(path: folder.path + "/orders.csv", FetchValidators()))
        #expect(try folder.text("orders.csv") == "id\n1\n")
        let missing = try await problem(request("returns.csv"))
        #expect(missing?.kind == .guarded)
        #expect(missing?.summary == "returns.csv of the source \"bank\" is missing on 127.0.0.1")
    }

    @Test func `a key that the server does not know is refused`() async throws {
        let problem = try await problem(request(key: "stranger"))
        #expect(problem?.kind == .infrastructure)
        #expect(
            problem?.summary == "127.0.0.1 does not let us have orders.csv of the source \"bank\"")
    }

    @Test func `a host that is not known, or has another key, is not talked to`() async throws {
        let unknown = Problem(
            .infrastructure, "the key of 127.0.0.1 is not among the known hosts",
            hint: "If the server is new, run `ssh-keyscan -p \(port) 127.0.0.1 >> "
                + "\(served.path)/known` and ask its owner whether the key is theirs. If it was "
                + "known, somebody may stand in between.")
        try trust("stranger")
        #expect(try await problem(request()) == unknown)
        try served.write("known", "")
        #expect(try await problem(request()) == unknown)
        var bare = try request()
        bare.knownHosts = nil
        #expect(await problem(bare)?.kind == .infrastructure)
        bare.knownHosts = "/nowhere/known"
        #expect(
            await problem(bare)
                == Problem(
                    .definition,
                    "the file of the source \"bank\" under \"known_hosts\" is missing",
                    hint: "Expected it at /nowhere/known."))
        #expect(folder.names == [])
    }

    @Test func `a folder is listed, and one that is missing is not there`() async throws {
        let folder = FetchFolder()
        try folder.write("stock-20261121.csv", "id\n1\n")
        try folder.write("stock 2.csv", "id\n")
        var request = try request("stock-*.csv")
        request.url = try #require(URL(string: "sftp://127.0.0.1:\(port)\(folder.path)/"))
        let files = try #require(try await Listing(request).run())
        #expect(files.map(\.name) == ["stock 2.csv", "stock-20261121.csv"])
        #expect(files.map { $0.line?.hasSuffix(" " + $0.name) } == [true, true])
        request.url.append(path: "missing/")
        #expect(try await Listing(request).run() == nil)
        request.keyFile = "\(served.path)/stranger"
        let denied = await #expect(throws: Problem.self) { try await Listing(request).run() }
        #expect(
            denied?.summary
                == "127.0.0.1 does not let us have stock-*.csv of the source \"bank\"")
    }
}
