import Foundation
import Problems
import TestKit
import Testing

@testable import Transfer

/// Fetches over TLS from Python's own HTTP server, and from pyftpdlib (Debian: python3-pyftpdlib,
/// python3-openssl), each with a certificate by an authority of the test's own.
struct FetchTLSTests {
    private static let https = """
        import functools, http.server, ssl, sys
        class Handler(http.server.SimpleHTTPRequestHandler):
            def log_message(self, *arguments): pass
        server = http.server.ThreadingHTTPServer(
            ("127.0.0.1", 0), functools.partial(Handler, directory=sys.argv[1]))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[2])
        server.socket = context.wrap_socket(server.socket, server_side=True)
        print("port", server.server_port, flush=True)
        server.serve_forever()
        """

    /// TLS from the first byte on, as on port 990: pyftpdlib begins it by a command.
    private static let ftps = """
        import logging, sys
        from pyftpdlib.authorizers import DummyAuthorizer
        from pyftpdlib.handlers import TLS_DTPHandler, TLS_FTPHandler
        from pyftpdlib.servers import FTPServer
        logging.disable(logging.CRITICAL)
        class Data(TLS_DTPHandler):
            # libcurl says hello before it asks for a file: pyftpdlib takes that for the end.
            def readable(self):
                return self._ssl_accepting or self._ssl_closing or super().readable()
        class Handler(TLS_FTPHandler):
            dtp_handler = Data
            def __init__(self, *arguments, **named):
                super().__init__(*arguments, **named)
                self.secure_connection(self.ssl_context)
        users = DummyAuthorizer()
        users.add_user("lantern", "00123", sys.argv[1], perm="elr")
        Handler.authorizer = users
        Handler.certfile = sys.argv[2]
        Handler.ssl_context = Handler.get_ssl_context()
        server = FTPServer(("127.0.0.1", 0), Handler)
        print("port", server.address[1], flush=True)
        server.serve_forever(handle_exit=False)
        """

    /// TLS by the command `AUTH TLS`, and nothing without it.
    private static let ftpes =
        ftps
        .replacing("        self.secure_connection(self.ssl_context)\n", with: "")
        .replacing(
            "users = Dummy",
            with:
                "Handler.tls_control_required = True\nHandler.tls_data_required = True\nusers = Dummy"
        )

    private let served = FetchFolder()
    private let folder = FetchFolder()

    private func start(_ script: String, _ certificates: Certificates) throws
        -> (server: ServerProcess, port: Int)
    {
        try served.write("orders.csv", "id\n1\n")
        var port: Int?
        let server = try ServerProcess(
            "/usr/bin/python3", ["-W", "ignore", "-c", script, served.path, certificates.server],
            package: "python3 python3-pyftpdlib python3-openssl", ready: "port"
        ) { port = Int($0.dropFirst(5)) }
        return (server, try #require(port))
    }

    private func request(_ scheme: String, _ port: Int, by authority: String?) throws
        -> FetchRequest
    {
        let url = try #require(URL(string: "\(scheme)://127.0.0.1:\(port)/orders.csv"))
        var request = FetchRequest(url: url, name: "orders.csv", source: "till", folder: folder.url)
        request.retries = 0
        request.authorities = authority
        if scheme != "https" {
            request.user = "lantern"
            request.password = "00123"
        }
        return request
    }

    private static let scripts = [
        ("https", Self.https), ("ftps", Self.ftps), ("ftpes", Self.ftpes),
    ]

    @Test(arguments: scripts)
    func `a server is known by a certificate of the authority that the source names`(
        scheme: String, script: String
    ) async throws {
        let certificates = try Certificates(for: "IP:127.0.0.1")
        let (server, port) = try start(script, certificates)
        defer { withExtendedLifetime(server) {} }
        guard
            case .fetched(let path, _) = try await Fetch(
                request(scheme, port, by: certificates.authority)
            ).run()
        else {
            Issue.record("nothing was fetched")
            return
        }
        #expect(path == folder.path + "/orders.csv")
        #expect(try folder.text("orders.csv") == "id\n1\n")
    }

    @Test(arguments: scripts)
    func `a server that nobody vouches for is told nothing`(scheme: String, script: String)
        async throws
    {
        let certificates = try Certificates(for: "IP:127.0.0.1")
        let (server, port) = try start(script, certificates)
        defer { withExtendedLifetime(server) {} }
        let other = try Certificates(for: "IP:127.0.0.1")
        for authority in [nil, other.authority] {
            try await expectUnverified(request(scheme, port, by: authority))
        }
    }

    @Test(arguments: scripts)
    func `a certificate for another name proves nothing`(scheme: String, script: String)
        async throws
    {
        let certificates = try Certificates(for: "DNS:other.example")
        let (server, port) = try start(script, certificates)
        defer { withExtendedLifetime(server) {} }
        try await expectUnverified(request(scheme, port, by: certificates.authority))
    }

    @Test func `a file of authorities that is not there is told before anybody is asked`()
        async throws
    {
        let problem = await #expect(throws: Problem.self) {
            try await Fetch(request("https", 9, by: "/nowhere/ca.pem")).run()
        }
        #expect(
            problem
                == Problem(
                    .definition, "the file of the source \"till\" under \"ca\" is missing",
                    hint: "Expected it at /nowhere/ca.pem."))
    }

    private func expectUnverified(_ request: FetchRequest) async throws {
        let problem = await #expect(throws: Problem.self) { try await Fetch(request).run() }
        #expect(problem?.kind == .infrastructure)
        #expect(problem?.summary == "127.0.0.1 does not prove who it is")
        #expect(folder.names == [])
    }
}
