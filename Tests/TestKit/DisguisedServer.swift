/// A database whose server says that it is of another version: all else goes through as it is.
package final class DisguisedServer {
    /// Where a client connects to.
    package let uri: String
    private let process: ServerProcess

    /// - Parameter major: what it says to be, as 14.
    package init(before database: TestDatabase, as major: Int) throws {
        let address = database.address
        var port = ""
        process = try ServerProcess(
            "/usr/bin/python3",
            ["-c", Self.script, "\(address.folder)/.s.PGSQL.5432", "\(major)"],
            package: "python3", ready: "port "
        ) { port = String($0.dropFirst(5)) }
        uri = "postgresql://\(address.user)@127.0.0.1:\(port)/\(address.name)"
    }

    private static let script = """
        import re, socket, sys, threading
        path, major = sys.argv[1], sys.argv[2].encode()
        listener = socket.create_server(("127.0.0.1", 0))
        print("port", listener.getsockname()[1], flush=True)

        def copy(source, target, change):
            try:
                while data := source.recv(65536): target.sendall(change(data))
                target.shutdown(socket.SHUT_WR)
            except OSError: pass

        def disguise(data):
            return re.sub(rb"(server_version\\0)[0-9][0-9]", rb"\\g<1>" + major, data)

        def serve(client):
            server = socket.socket(socket.AF_UNIX)
            server.connect(path)
            threading.Thread(target=copy, args=(client, server, bytes)).start()
            copy(server, client, disguise)

        while True: threading.Thread(target=serve, args=(listener.accept()[0],)).start()
        """
}
