import Foundation
import TestKit

/// Another implementation of the same RFCs: Python's `email` package.
enum PythonReader {
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
        let said = try Python.output(script, input: Data(message))
        return try JSONDecoder().decode(Seen.self, from: Data(said.utf8))
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
