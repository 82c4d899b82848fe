import Foundation
import TestKit

/// A mail server in a process of its own that may be killed at any instant: what it has accepted
/// stands in a file before it says so.
final class RecordingSink {
    let port: Int
    private let folder: URL
    private let process: Process

    /// - Parameters:
    ///   - folder: where it keeps what it accepted, over all its lives.
    ///   - port: 0 for a free one.
    init(in folder: URL, port: Int = 0) throws {
        self.folder = folder
        process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = ["-c", Self.script, folder.path, "\(port)"]
        let output = Pipe()
        // Until its end the server reads: when this process dies, it ends too.
        process.standardInput = Pipe()
        process.standardOutput = output
        try process.run()
        var digits: [UInt8] = []
        while let byte = output.fileHandleForReading.readData(ofLength: 1).first, byte != 10 {
            digits.append(byte)
        }
        guard let port = Int(String(decoding: digits, as: UTF8.self)) else {
            throw ServerProcess.NotStarted(description: "the recording sink did not start")
        }
        self.port = port
    }

    var url: String { "smtp://127.0.0.1:\(port)" }

    /// Kills it, with whatever it was about, and starts it again on the same port.
    func killed() throws -> RecordingSink {
        stop()
        return try RecordingSink(in: folder, port: port)
    }

    func stop() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// The Message-IDs of all that was accepted, in order.
    static func accepted(in folder: URL) throws -> [String] {
        let file = folder.appending(path: "accepted")
        guard FileManager.default.fileExists(atPath: file.path) else { return [] }
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
    }

    /// Each message takes a few milliseconds before and after it is recorded: kills meet all stages.
    private static let script = """
        import asyncio, os, random, re, sys
        record = os.open(sys.argv[1] + "/accepted", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        async def serve(reader, writer):
            def say(text): writer.write(text.encode() + b"\\r\\n")
            try:
                say("220 sink.test")
                while line := await reader.readline():
                    word = line[:4].upper()
                    if word == b"EHLO": say("250-sink.test\\r\\n250 PIPELINING")
                    elif word == b"DATA":
                        say("354 go")
                        text = await reader.readuntil(b"\\r\\n.\\r\\n")
                        name = re.search(rb"(?im)^message-id: (\\S+)", text).group(1)
                        await asyncio.sleep(random.random() * 0.012)
                        os.write(record, name + b"\\n")
                        await asyncio.sleep(random.random() * 0.012)
                        say("250 2.0.0 recorded")
                    elif word == b"QUIT":
                        say("221 bye")
                        return
                    else: say("250 ok")
            except (ConnectionError, asyncio.IncompleteReadError): pass
            finally: writer.close()
        async def main():
            server = await asyncio.start_server(
                serve, "127.0.0.1", int(sys.argv[2]), reuse_address=True, limit=1 << 20)
            print(server.sockets[0].getsockname()[1], flush=True)
            await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
            os._exit(0)
        asyncio.run(main())
        """
}
