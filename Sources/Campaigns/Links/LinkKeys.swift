internal import Crypto
internal import CryptoExtras
internal import Foundation

/// Signs links and knows its own again: nobody else can make one, change one or read one.
///
/// A token is HMAC-SHA256 over the link's parts, cut to 128 bits, and the parts encrypted with
/// AES-CTR under that code as the counter's start (a synthetic IV, as in RFC 5297). So a link shows
/// no customer, campaign or address, and the same link always has the same token.
package struct LinkKeys: Sendable {
    private struct Pair {
        let signing: SymmetricKey
        let hiding: SymmetricKey

        init(_ secret: String) {
            let secret = SymmetricKey(data: Data(secret.utf8))
            signing = Self.derived("tidings link signature", from: secret)
            hiding = Self.derived("tidings link contents", from: secret)
        }

        private static func derived(_ purpose: String, from secret: SymmetricKey) -> SymmetricKey {
            SymmetricKey(
                data: HMAC<SHA256>.authenticationCode(for: Data(purpose.utf8), using: secret))
        }

        func code(of bytes: some DataProtocol) -> [UInt8] {
            Array(HMAC<SHA256>.authenticationCode(for: bytes, using: signing).prefix(codeLength))
        }

        /// Encrypts and decrypts alike. A key and a nonce of the right length cannot fail.
        func hidden(_ bytes: some DataProtocol, under code: [UInt8]) -> [UInt8]? {
            guard let nonce = try? AES._CTR.Nonce(nonceBytes: code),
                let data = try? AES._CTR.encrypt(bytes, using: hiding, nonce: nonce)
            else { return nil }
            return Array(data)
        }
    }

    private static let codeLength = 16

    /// The first signs.
    private let pairs: [Pair]

    /// - Parameter secrets: the first signs, all are tried on what comes back; nil when empty.
    package init?(_ secrets: [String]) {
        guard !secrets.isEmpty else { return nil }
        pairs = secrets.map(Pair.init)
    }

    /// The link as letters, digits, `-` and `_`; nil when a part of it is too long for a link.
    package func token(_ link: SignedLink) -> String? {
        guard link.isShort else { return nil }
        let bytes = link.bytes
        let code = pairs[0].code(of: bytes)
        return pairs[0].hidden(bytes, under: code).map { Base64URL.text(of: code + $0) }
    }

    /// The link of a token, expired or not; nil when none of the keys signed it.
    package func link(_ token: some StringProtocol) -> SignedLink? {
        guard let bytes = Base64URL.bytes(of: token), bytes.count > Self.codeLength else {
            return nil
        }
        let code = Array(bytes.prefix(Self.codeLength))
        for pair in pairs {
            guard let plain = pair.hidden(bytes.dropFirst(Self.codeLength), under: code) else {
                return nil
            }
            if Self.areEqual(pair.code(of: plain), code) { return SignedLink(bytes: plain) }
        }
        return nil
    }

    /// Compares in a time that does not tell where the first difference is.
    private static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count == right.count && zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
