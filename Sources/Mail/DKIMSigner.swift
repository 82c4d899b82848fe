internal import Crypto
package import Foundation
package import Problems

/// Signs messages for a domain, so that their readers' servers know who answers for them (RFC 6376).
///
/// Header and body are canonicalised "relaxed", which survives what servers commonly change. Signed
/// are all headers that Tidings writes, From twice so that none can be added, and both unsubscribe
/// headers, as RFC 8058 (4) wants.
package struct DKIMSigner: Sendable {
    package let domain: String
    package let selector: String
    private let key: DKIMKey

    /// - Parameters:
    ///   - domain: the domain that signs; readers want it to be that of From.
    ///   - selector: where the public key is found: `SELECTOR._domainkey.DOMAIN`.
    package init(domain: String, selector: String, key: DKIMKey) {
        self.domain = domain
        self.selector = selector
        self.key = key
    }

    private static let signedHeaders: Set<String> = [
        "date", "from", "to", "reply-to", "subject", "message-id", "list-unsubscribe",
        "list-unsubscribe-post", "mime-version", "content-type", "content-transfer-encoding",
    ]

    /// The message with a DKIM-Signature before its headers.
    ///
    /// - Parameters:
    ///   - message: as it leaves, lines ending in CRLF.
    ///   - date: the signature's time.
    package func signed(_ message: [UInt8], at date: Date) throws(Problem) -> [UInt8] {
        let (headers, body) = Self.parts(of: message)
        var names: [String] = []
        var input: [UInt8] = []
        for header in headers {
            guard let (name, line) = Self.relaxed(header), Self.signedHeaders.contains(name) else {
                continue
            }
            names.append(name)
            input += line
            input += [13, 10]
        }
        // Named once more than it is there: a second From breaks the signature.
        names.append("from")
        let bodyHash = Data(SHA256.hash(data: Self.relaxed(body: body))).base64EncodedString()
        var tokens = [
            "v=1;", "a=\(key.algorithm);", "c=relaxed/relaxed;", "d=\(domain);", "s=\(selector);",
            "t=\(Int(date.timeIntervalSince1970));",
            "h=\(names.joined(separator: ":"));", "bh=\(bodyHash);", "b=",
        ]
        // Relaxed, a header is one line with single spaces: that is how its tokens are joined.
        input += "dkim-signature:\(tokens.joined(separator: " "))".utf8
        let signature = try key.signature(of: input)
        tokens[tokens.count - 1] = "b=" + Self.folded(signature)
        var signed: [UInt8] = []
        signed.reserveCapacity(message.count + 1024)
        HeaderField("DKIM-Signature", tokens: tokens).append(to: &signed)
        signed += message
        return signed
    }

    /// Base64 in pieces that fit a line; spaces inside it count for nothing.
    private static func folded(_ base64: String) -> String {
        var pieces: [Substring] = []
        var rest = base64[...]
        while !rest.isEmpty {
            pieces.append(rest.prefix(70))
            rest = rest.dropFirst(70)
        }
        return pieces.joined(separator: "\r\n ")
    }

    /// The headers, each with its folds and without its last CRLF, and the body.
    private static func parts(of message: [UInt8]) -> ([ArraySlice<UInt8>], ArraySlice<UInt8>) {
        var headers: [ArraySlice<UInt8>] = []
        var start = 0
        var position = 0
        while let end = message[position...].firstIndex(of: 10) {
            let next = end + 1
            if end - position <= 1 { return (headers, message[next...]) }
            let isFolded = next < message.count && (message[next] == 32 || message[next] == 9)
            if !isFolded {
                headers.append(
                    message[start..<(end > start && message[end - 1] == 13 ? end - 1 : end)])
                start = next
            }
            position = next
        }
        return (headers, [])
    }

    /// RFC 6376, 3.4.2: the name in lower case, the value unfolded, blanks as one space.
    static func relaxed(_ header: ArraySlice<UInt8>) -> (name: String, line: [UInt8])? {
        guard let colon = header.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let name = String(decoding: header[..<colon], as: UTF8.self)
            .trimmingCharacters(in: .whitespaces).lowercased()
        var line = Array("\(name):".utf8)
        let start = line.count
        var isBlank = false
        for byte in header[(colon + 1)...] {
            switch byte {
            case 13, 10: continue
            case 32, 9: isBlank = true
            default:
                if isBlank, line.count > start { line.append(32) }
                isBlank = false
                line.append(byte)
            }
        }
        return (name, line)
    }

    /// RFC 6376, 3.4.4: blanks as one space, none at a line's end, no empty lines at the end.
    static func relaxed(body: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(body.count)
        body.withUnsafeBufferPointer { body in
            var isBlank = false
            var index = 0
            while index < body.count {
                let byte = body[index]
                index += 1
                switch byte {
                case 32, 9: isBlank = true
                case 13 where index < body.count && body[index] == 10:
                    index += 1
                    isBlank = false
                    result.append(13)
                    result.append(10)
                default:
                    if isBlank { result.append(32) }
                    isBlank = false
                    result.append(byte)
                }
            }
        }
        var count = result.count
        while count >= 4, result[count - 4..<count].elementsEqual([13, 10, 13, 10]) { count -= 2 }
        result.removeLast(result.count - count)
        if result == [13, 10] { return [] }
        if !result.isEmpty, result.suffix(2) != [13, 10] { result += [13, 10] }
        return result
    }
}
