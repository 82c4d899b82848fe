internal import Crypto
internal import CryptoExtras
package import Foundation
package import Problems

/// A private key that signs mail for a domain.
package enum DKIMKey: Sendable {
    /// RSA-SHA256 (RFC 6376, 3.3.1), 1024 bits or more; 2048 are usual.
    case rsa(RSA)
    /// Ed25519-SHA256 (RFC 8463).
    case ed25519(Ed25519)

    /// Keeps the type of the library out of the module's face.
    package struct RSA: Sendable { let key: _RSA.Signing.PrivateKey }
    package struct Ed25519: Sendable { let key: Curve25519.Signing.PrivateKey }

    /// Reads a key from a PEM file, as `openssl genrsa` and `openssl genpkey -algorithm ed25519` write
    /// them.
    ///
    /// - Throws: a problem that names the file and shows nothing of what is in it.
    package init(file: URL) throws(Problem) {
        let text: String
        do { text = try String(contentsOf: file, encoding: .utf8) } catch {
            throw Self.notReadable(file)
        }
        if let seed = Self.ed25519Seed(in: text),
            let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed)
        {
            self = .ed25519(Ed25519(key: key))
        } else if let key = try? _RSA.Signing.PrivateKey(unsafePEMRepresentation: text),
            key.keySizeInBits >= 1024
        {
            self = .rsa(RSA(key: key))
        } else {
            // Why a library could not read a secret is not for a log.
            throw Self.notAKey(file)
        }
    }

    /// `rsa-sha256`, as the tag `a=` names it.
    var algorithm: String {
        switch self {
        case .rsa: "rsa-sha256"
        case .ed25519: "ed25519-sha256"
        }
    }

    /// The signature of a header's bytes, in base64.
    func signature(of bytes: [UInt8]) throws(Problem) -> String {
        let hash = SHA256.hash(data: bytes)
        do {
            return switch self {
            case .rsa(let rsa):
                try rsa.key.signature(for: hash, padding: .insecurePKCS1v1_5)
                    .rawRepresentation.base64EncodedString()
            case .ed25519(let ed25519):
                // RFC 8463, 3: what is signed is the hash.
                try ed25519.key.signature(for: Data(hash)).base64EncodedString()
            }
        } catch {
            throw Self.cannotSign()
        }
    }

    /// What the domain's TXT record at `SELECTOR._domainkey.DOMAIN` holds.
    package var record: String {
        switch self {
        case .rsa: "v=DKIM1; k=rsa; p=\(publicText)"
        case .ed25519: "v=DKIM1; k=ed25519; p=\(publicText)"
        }
    }

    /// The public half, as the record's `p=` has it.
    package var publicText: String {
        switch self {
        case .rsa(let rsa): rsa.key.publicKey.derRepresentation.base64EncodedString()
        case .ed25519(let ed25519):
            ed25519.key.publicKey.rawRepresentation.base64EncodedString()
        }
    }

    /// The 32 bytes of a key in PKCS #8 (RFC 8410, 7); nil when the file holds another kind.
    private static func ed25519Seed(in pem: String) -> Data? {
        let lines = pem.split(whereSeparator: \.isNewline)
        let body = lines.filter { !$0.hasPrefix("-----") }.joined()
        guard let der = Data(base64Encoded: body) else { return nil }
        let head: [UInt8] = [
            0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22,
            0x04, 0x20,
        ]
        guard der.count == head.count + 32, der.starts(with: head) else { return nil }
        return der.suffix(32)
    }

    private static func notReadable(_ file: URL) -> Problem {
        Problem(
            .definition, "the DKIM key \(file.path(percentEncoded: false)) cannot be read",
            hint: "mail.dkim.key names a file; may this user read it?")
    }
    private static func notAKey(_ file: URL) -> Problem {
        Problem(
            .definition, "the file \(file.path(percentEncoded: false)) holds no DKIM key",
            hint: "Make one with `openssl genrsa -out dkim.pem 2048` or"
                + " `openssl genpkey -algorithm ed25519 -out dkim.pem`, without a passphrase.")
    }
    private static func cannotSign() -> Problem {
        Problem(
            .bug, "a message cannot be signed with the DKIM key",
            hint: "Please report this with the kind and size of the key.")
    }
}
