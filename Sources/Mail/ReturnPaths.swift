internal import Crypto
internal import Foundation
package import Problems

/// A return path of its own for each message, so that what comes back names it (VERP), signed so that
/// nobody else can make one.
///
/// ```
/// bounce+3f2a…90-k4v7tqz2mc@lantern.example
///        │       └ HMAC-SHA256 over the message and the recipient's address, 50 bits in base32
///        └ the left side of the Message-ID, 160 bits
/// ```
/// The signature holds for the address that the message went to: after a change of address it does
/// not fit the new one, which so is not blamed.
package struct ReturnPaths: Sendable {
    private let local: String
    private let domain: String
    private let keys: [SymmetricKey]

    /// - Parameters:
    ///   - address: `bounce@lantern.example`.
    ///   - keys: the workspace's signing keys: the first one signs, all are believed.
    package init(address: String, keys: [String]) throws(Problem) {
        let parts = address.split(separator: "@")
        guard parts.count == 2 else {
            throw Problem(
                .definition, "mail.bounces.address is not an address",
                hint: "Write it as bounce@lantern.example.")
        }
        local = parts[0].lowercased()
        domain = parts[1].lowercased()
        // Keys of their own, so that no signature of another kind can stand for one of these.
        self.keys = keys.map { key in
            let words = Array("tidings return path\0\(key)".utf8)
            return SymmetricKey(data: SHA256.hash(data: words))
        }
    }

    /// Where a message that went to an address comes back to.
    package func path(of messageID: MessageID, to address: String) -> String {
        let signed = keys.first.map { signature(messageID.local, address, $0) } ?? ""
        return "\(local)+\(messageID.local)-\(signed)@\(domain)"
    }

    /// What a return path names, if it is one of these: its signature is still to be checked.
    package struct Reference: Sendable, Equatable {
        /// The left side of the Message-ID.
        package var message: String
        fileprivate var signature: String
    }

    /// Reads a return path; nil when it is none of ours.
    package func reference(in path: String) -> Reference? {
        let path = path.lowercased()
        guard path.hasPrefix("\(local)+"), path.hasSuffix("@\(domain)") else { return nil }
        let token = path.dropFirst(local.count + 1).dropLast(domain.count + 1)
        let parts = token.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.count) == [40, 10], parts[0].allSatisfy(\.isHexDigit) else { return nil }
        return Reference(message: String(parts[0]), signature: String(parts[1]))
    }

    /// Whether a return path was made for a message to this address.
    package func isSigned(_ reference: Reference, for address: String) -> Bool {
        let given = Array(reference.signature.utf8)
        return keys.contains { key in
            // Compared as codes are, without telling by the time it takes how much is right.
            let own = Array(signature(reference.message, address, key).utf8)
            return own.count == given.count
                && zip(own, given).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
        }
    }

    private func signature(_ message: String, _ address: String, _ key: SymmetricKey) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Array("\(message)\0\(address.lowercased())".utf8), using: key)
        let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
        let number = code.prefix(7).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let digits = (0..<10).map { alphabet[Int(number >> (51 - 5 * $0)) & 31] }
        return String(decoding: digits, as: UTF8.self)
    }
}
