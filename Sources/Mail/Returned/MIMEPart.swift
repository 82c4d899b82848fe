internal import Foundation

/// A message, or a part of one, as far as reports need it: headers and what is below them.
///
/// Reads what comes, however broken (RFC 2045, 2046, 5322): lines may end in LF alone, a boundary
/// may never close, a header may have no end.
struct MIMEPart {
    /// In order, names in small letters, values unfolded.
    let headers: [(name: String, value: String)]
    let body: ArraySlice<UInt8>
    /// The type of a part that names none (RFC 2046, 5.1.5).
    private let defaultType: String

    init(_ bytes: ArraySlice<UInt8>, defaultType: String = "text/plain") {
        self.defaultType = defaultType
        var headers: [(name: String, value: String)] = []
        var rest = bytes
        while !rest.isEmpty {
            let end = rest.firstIndex(of: 10) ?? rest.endIndex
            let line = rest[rest.startIndex..<end]
            let text = String(decoding: line, as: UTF8.self)
                .trimmingCharacters(in: CharacterSet(charactersIn: "\r"))
            let next = end < rest.endIndex ? rest.index(after: end) : end
            if text.isEmpty {
                rest = rest[next...]
                break
            }
            if text.first == " " || text.first == "\t", !headers.isEmpty {
                headers[headers.count - 1].value += " " + text.trimmingCharacters(in: .whitespaces)
            } else if let colon = text.firstIndex(of: ":"), !text[..<colon].contains(" ") {
                headers.append(
                    (
                        text[..<colon].lowercased(),
                        text[text.index(after: colon)...].trimmingCharacters(in: .whitespaces)
                    ))
            } else if !headers.isEmpty, !text.hasPrefix("From ") {
                // No header: the text begins without an empty line before it.
                break
            }
            rest = rest[next...]
        }
        self.headers = headers
        body = rest
    }

    func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

    /// `multipart/report`, in small letters; the default where nothing says.
    var type: String {
        let value = header("content-type") ?? defaultType
        return value.prefix { $0 != ";" && $0 != " " }.lowercased()
    }

    /// A parameter of the content's type, as `boundary`.
    func parameter(_ name: String) -> String? {
        guard let value = header("content-type") else { return nil }
        for piece in value.split(separator: ";").dropFirst() {
            let words = piece.split(separator: "=", maxSplits: 1)
            guard words.count == 2,
                words[0].trimmingCharacters(in: .whitespaces).lowercased() == name
            else { continue }
            return words[1].trimmingCharacters(in: CharacterSet(charactersIn: " \t\""))
        }
        return nil
    }

    /// The parts of a multipart, else none.
    var parts: [MIMEPart] {
        guard type.hasPrefix("multipart/"), let boundary = parameter("boundary") else { return [] }
        let mark = Array("--\(boundary)".utf8)
        let ofParts = type == "multipart/digest" ? "message/rfc822" : "text/plain"
        var parts: [MIMEPart] = []
        var start: Int?
        var position = body.startIndex
        while position < body.endIndex {
            let end = body[position...].firstIndex(of: 10) ?? body.endIndex
            guard parts.count < Self.most else { return parts }
            if body[position..<end].starts(with: mark),
                Self.isDelimiter(body[position..<end].dropFirst(mark.count))
            {
                if let start {
                    parts.append(MIMEPart(body[start..<position], defaultType: ofParts))
                }
                let isLast = body[position..<end].dropFirst(mark.count).starts(with: "--".utf8)
                start = isLast ? nil : min(end + 1, body.endIndex)
            }
            position = end + 1
        }
        if let start, start < body.endIndex {
            parts.append(MIMEPart(body[start...], defaultType: ofParts))
        }
        return parts
    }

    /// What may stand behind a boundary: nothing, or the hyphens that end the last part.
    private static func isDelimiter(_ rest: ArraySlice<UInt8>) -> Bool {
        rest.starts(with: "--".utf8) || rest.allSatisfy { $0 == 32 || $0 == 9 || $0 == 13 }
    }

    /// This part and those below it. What is deeper than any report, or has more parts, is not looked
    /// at further: anybody may send it.
    var all: [MIMEPart] {
        var found: [MIMEPart] = []
        collect(into: &found, depth: 0)
        return found
    }

    private func collect(into found: inout [MIMEPart], depth: Int) {
        guard depth < Self.deepest, found.count < Self.most else { return }
        found.append(self)
        for part in parts { part.collect(into: &found, depth: depth + 1) }
    }

    private static let deepest = 10
    private static let most = 100

    /// The text, its transfer encoding taken off.
    var text: String {
        switch header("content-transfer-encoding")?.lowercased() {
        case "base64":
            let bytes = body.filter { $0 != 10 && $0 != 13 && $0 != 32 }
            return String(
                decoding: Data(base64Encoded: Data(bytes), options: .ignoreUnknownCharacters)
                    ?? Data(), as: UTF8.self)
        case "quoted-printable": return String(decoding: Self.unquoted(body), as: UTF8.self)
        default: return String(decoding: body, as: UTF8.self)
        }
    }

    private static func unquoted(_ body: ArraySlice<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = body
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "=") else {
                bytes.append(byte)
                continue
            }
            if rest.first == 13 { rest.removeFirst() }
            if rest.first == 10 {
                rest.removeFirst()
                continue
            }
            guard let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            else {
                bytes.append(byte)
                continue
            }
            bytes.append(code)
            rest = rest.dropFirst(2)
        }
        return bytes
    }
}
