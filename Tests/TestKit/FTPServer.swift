/// pyftpdlib's FTP server on loopback (Debian: python3-pyftpdlib); its user is `lantern`, with the
/// password `00123`.
package final class FTPServer {
    package let port: Int
    private let process: ServerProcess

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

    /// Serves a folder, for reading alone.
    package init(of folder: String) throws {
        var port: Int?
        process = try ServerProcess(
            "/usr/bin/python3", ["-W", "ignore", "-c", Self.script, folder],
            package: "python3-pyftpdlib", ready: "port"
        ) { port = Int($0.dropFirst(5)) }
        guard let port else {
            throw ServerProcess.NotStarted(description: "pyftpdlib does not tell its port")
        }
        self.port = port
    }
}
