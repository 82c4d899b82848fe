import Foundation
import Problems
import TestKit
import Testing

@testable import Transfer

/// Fetches from pyftpdlib's FTP server (Debian: python3-pyftpdlib).
struct FetchFTPTests {
    private static let script = """
        import logging, sys
        from pyftpdlib.authorizers import DummyAuthorizer
        from pyftpdlib.handlers import FTPHandler
        from pyftpdlib.servers import FTPServer
        logging.disable(logging.CRITICAL)
        users = DummyAuthorizer()
        users.add_user("lantern", "00123", sys.argv[1], perm="elr")
        FTPHandler.authorizer = users
        server = FTPServer(("127.0.0.1", 0), FTPHandler)
        print("port", server.address[1], flush=True)
        server.serve_forever(handle_exit=False)
        """

    private let served = FetchFolder()
    private let folder = FetchFolder()
    private let server: ServerProcess
    private let port: Int

    init() throws {
        try served.write("orders 1.csv", "id\n1\n")
        var port: Int?
        server = try ServerProcess(
            "/usr/bin/python3", ["-W", "ignore", "-c", Self.script, served.path],
            package: "python3-pyftpdlib", ready: "port"
        ) { port = Int($0.dropFirst(5)) }
        self.port = try #require(port)
    }

    private func request(_ name: String, password: String = "00123") throws -> FetchRequest {
        let url = try #require(URL(string: "ftp://127.0.0.1:\(port)/")).appending(path: name)
        var request = FetchRequest(url: url, name: name, source: "till", folder: folder.url)
        request.user = "lantern"
        request.password = password
        request.retries = 0
        return request
    }

    private func problem(_ request: FetchRequest) async -> Problem? {
        await #expect(throws: Problem.self) { try await Fetch(request).run() }
    }

    @Test func `a file is fetched, each time whole`() async throws {
        for text in ["id\n1\n", "id\n1\n2\n"] {
            try served.write("orders 1.csv", text)
            let result = try await Fetch(request("orders 1.csv")).run()
            #expect(
                result
                    == .fetched(path: folder.path + "/orders 1.csv", FetchValidators()))
            #expect(try folder.text("orders 1.csv") == text)
        }
    }

    @Test func `a missing file is missing, and a wrong password is refused`() async throws {
        let missing = try await problem(request("orders 2.csv"))
        #expect(missing?.kind == .guarded)
        #expect(missing?.summary == "orders 2.csv of the source \"till\" is missing on 127.0.0.1")
        let denied = try await problem(request("orders 1.csv", password: "hunter2"))
        #expect(denied?.kind == .infrastructure)
        #expect(
            denied?.summary == "127.0.0.1 does not let us have orders 1.csv of the source \"till\"")
        #expect(denied?.text.contains("hunter2") == false)
        #expect(folder.names == [])
    }

    @Test func `a web page and a file that is too large are no feeds here either`() async throws {
        try served.write("page.csv", "<html>Sorry")
        let page = try await problem(request("page.csv"))
        #expect(page?.summary == "page.csv of the source \"till\" is a web page and no feed")
        var small = try request("orders 1.csv")
        small.largest = 4
        let large = await problem(small)
        #expect(large?.summary == "orders 1.csv of the source \"till\" has more than 4 bytes")
        #expect(folder.names == [])
    }
}
