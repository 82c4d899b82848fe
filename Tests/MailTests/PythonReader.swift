import Foundation
import Testing

/// Another implementation of the same RFCs: Python's `email` package and `aiosmtpd`.
enum PythonReader {
    /// The interpreter that can import a module; nil when none can.
    static func interpreter(importing module: String) -> String? {
        ["/usr/bin/python3", "/usr/local/bin/python3", "/opt/homebrew/bin/python3"].first { path in
            let process = Process()
            process.executableURL = URL(filePath: path)
            process.arguments = ["-c", "import \(module)"]
            process.standardError = FileHandle.nullDevice
            guard (try? process.run()) != nil else { return false }  // not installed there
            process.waitUntilExit()
            return process.terminationStatus == 0
        }
    }

    /// What a message's reader sees.
    struct Seen: Decodable, Equatable {
        var subject: String
        var from: [String]
        var to: [String]
        var replyTo: [String]?
        var messageID: String
        var date: String
        var unsubscribe: String?
        var unsubscribePost: String?
        var type: String
        /// Content type, encoding, content.
        var parts: [[String]]
        var headers: [String: String]
        /// What the parser found wrong.
        var defects: [String]
        var longestLine: Int
    }

    static func read(_ message: [UInt8]) throws -> Seen {
        let path = try #require(interpreter(importing: "email"))
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = ["-c", script]
        let input = Pipe()
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(message))
        try input.fileHandleForWriting.close()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return try JSONDecoder().decode(Seen.self, from: data)
    }

    private static let script = """
        import sys, json, email, email.policy, email.header, email.utils
        raw = sys.stdin.buffer.read()
        m = email.message_from_bytes(raw, policy=email.policy.default)
        def names(header):
            # The newer parser leaves spaces between the encoded words of a name (bpo-35547).
            value = raw_header(header)
            if value is None: return None
            name, address = email.utils.parseaddr(value)
            return [str(email.header.make_header(email.header.decode_header(name))), address]
        def raw_header(header):
            head = raw.split(b"\\r\\n\\r\\n")[0].replace(b"\\r\\n ", b" ").decode("utf8")
            for line in head.split("\\r\\n"):
                name, _, value = line.partition(": ")
                if name.lower() == header: return value
        def parts(m):
            return [[p.get_content_type(), p["content-transfer-encoding"],
                     p.get_content().replace("\\r\\n", "\\n")]
                    for p in (m.iter_parts() if m.is_multipart() else [m])]
        defects = [str(d) for p in m.walk() for d in p.defects]
        defects += [str(d) for k in m.keys() for d in m[k].defects]
        print(json.dumps({
            "subject": m["subject"], "from": names("from"), "to": names("to"),
            "replyTo": names("reply-to"), "messageID": m["message-id"], "date": m["date"],
            "unsubscribe": m["list-unsubscribe"], "unsubscribePost": m["list-unsubscribe-post"],
            "type": m.get_content_type(), "parts": parts(m),
            "headers": {k: v for k, v in m.items() if k.startswith("X-")},
            "defects": defects,
            "longestLine": max(len(l) for l in raw.split(b"\\r\\n"))}))
        """
}
