internal import Crypto

/// The name of one message for ever: the same decision always makes the same one.
///
/// It lets a mail server, a reader's program and a search in the logs see that a message that came
/// twice is one, and lets a message be rendered again byte for byte.
package struct MessageID: Hashable, Sendable {
    /// With its angle brackets.
    package let text: String

    /// The ID of the message that a workspace owes a customer for an occurrence of a campaign.
    ///
    /// The left side is the first 160 bits of SHA-256 over the four, each after its length.
    ///
    /// - Parameter domain: the sender's domain.
    package init(
        workspace: String, customer: String, campaign: String, occurrence: String, domain: String
    ) {
        var hash = SHA256()
        for part in [workspace, customer, campaign, occurrence] {
            hash.update(data: Array("\(part.utf8.count):\(part)".utf8))
        }
        text = "<\(Self.hexadecimal(hash.finalize().prefix(20)))@\(domain)>"
    }

    /// What stands before the `@`: 40 hexadecimal digits.
    var local: String { String(text.dropFirst().prefix { $0 != "@" }) }

    /// A separator for MIME parts, the same for the same message.
    ///
    /// It holds `=_`, which neither quoted-printable nor base64 can produce.
    var boundary: String {
        "=_\(Self.hexadecimal(SHA256.hash(data: Array(text.utf8)).prefix(16)))"
    }

    /// The text without brackets, in letters, digits, dots, hyphens and `@`: a file's name.
    package var fileName: String {
        let characters = text.dropFirst().dropLast().map { character in
            character.isASCII && (character.isLetter || character.isNumber)
                || ".-@".contains(character) ? character : "_"
        }
        return String(characters)
    }

    private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static let digits = Array("0123456789abcdef".utf8)
}

extension MessageID: CustomStringConvertible {
    package var description: String { text }
}
