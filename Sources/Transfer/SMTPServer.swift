internal import Foundation
package import Problems

/// A mail server and how to speak to it, read from a URL.
///
/// `smtp://user:password@host:port?tls=required` begins in the clear and turns to TLS by STARTTLS;
/// `smtps://…` speaks TLS from the first byte. Certificates are always verified.
package struct SMTPServer: Sendable {
    /// When an `smtp://` connection turns to TLS.
    package enum TLS: String, Sendable, CaseIterable {
        /// Always, or nothing is sent. The default, except for a host that is this machine.
        case required
        /// When the server offers it.
        case opportunistic
        /// Never. The default for a host that is this machine.
        case none
    }

    /// From the URL; IPv6 addresses without brackets.
    package var host: String
    /// Defaults to 465 with `smtps`, to 587 with a user, else to 25.
    package var port: Int
    /// Whether TLS starts with the connection (`smtps`).
    package var isImplicitTLS: Bool
    package var tls: TLS
    /// What EHLO says: the URL's path. Defaults to this machine's name.
    package var clientName: String?
    /// A file of certificates to trust, `?ca=…`. Defaults to the system's.
    package var authorities: String?
    /// How to log in, `?auth=…`. Defaults to the strongest that the server offers.
    package var auth: Auth?
    /// The file that holds the token, `?token=…`, whoever renews it. Defaults to none: the password is
    /// the token.
    package var tokenFile: String?
    let user: String?
    let password: String?

    /// A way to log in (RFC 4954).
    package enum Auth: String, Sendable, CaseIterable {
        case plain, login
        /// By a bearer token.
        case xoauth2
    }

    /// Reads a server's URL.
    ///
    /// - Throws: a problem that never shows the URL, which holds a password.
    package init(url text: String) throws(Problem) {
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            scheme == "smtp" || scheme == "smtps"
        else { throw Self.notASMTPURL() }
        guard let host = parts.host.flatMap({ Self.hostName($0) }) else { throw Self.noHost() }
        self.host = host
        isImplicitTLS = scheme == "smtps"
        user = parts.user.flatMap { $0.isEmpty ? nil : $0 }
        password = parts.password
        port = parts.port ?? (isImplicitTLS ? 465 : user == nil ? 25 : 587)
        guard (1...65_535).contains(port) else { throw Self.badPort(port) }
        let path = parts.path.drop { $0 == "/" }
        clientName = path.isEmpty ? nil : String(path)
        if let clientName, HostName.ascii(clientName) == nil { throw Self.badClientName() }

        tls = Self.isLoopback(host) ? .none : .required
        for item in parts.queryItems ?? [] {
            switch item.name {
            case "tls":
                guard let value = item.value.flatMap(TLS.init(rawValue:)) else {
                    throw Self.unknownTLS()
                }
                tls = value
            case "ca": authorities = item.value
            case "auth":
                guard let value = item.value.flatMap(Auth.init(rawValue:)) else {
                    throw Self.unknownAuth()
                }
                auth = value
            case "token": tokenFile = item.value
            default: throw Self.unknownSetting(item.name)
            }
        }
        if tokenFile != nil, auth != .xoauth2 { throw Self.tokenForNothing() }
        if tls == .opportunistic, user != nil, !isImplicitTLS, !Self.isLoopback(host) {
            throw Self.passwordInTheClear()
        }
    }

    /// `mail.example:587`, for messages.
    package var name: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// The address as it goes over the wire: its domain in ASCII; a local part beyond ASCII stays, for
    /// SMTPUTF8.
    static func wire(_ address: String) -> String {
        guard let at = address.lastIndex(of: "@") else { return address }
        let domain = address[address.index(after: at)...]
        guard domain.utf8.contains(where: { $0 > 127 }), let ascii = HostName.ascii(String(domain))
        else { return address }
        return "\(address[..<at])@\(ascii)"
    }

    /// Nothing that could end the command or the address: control characters, spaces, brackets.
    static func isSafe(_ address: String) -> Bool {
        !address.isEmpty
            && address.utf8.allSatisfy { byte in
                byte > 0x20 && byte != 0x7F && byte != UInt8(ascii: "<")
                    && byte != UInt8(ascii: ">")
            }
    }

    /// The token as it is now.
    func token() throws(Problem) -> String {
        guard let tokenFile else { return password ?? "" }
        // Missing, unreadable or no text: the same to who has to mend it.
        let text = (try? String(contentsOfFile: tokenFile, encoding: .utf8)) ?? ""
        let token = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !token.isEmpty else { throw Self.noToken(name) }
        return token
    }

    /// The URL for libcurl: without credentials and settings.
    var curlURL: String {
        "\(isImplicitTLS ? "smtps" : "smtp")://\(name)/\(clientName ?? "")"
    }

    private static func hostName(_ host: String) -> String? {
        if host.contains(":") {
            let address = host.filter { $0 != "[" && $0 != "]" }
            return address.allSatisfy { $0.isHexDigit || ":.%".contains($0) } ? address : nil
        }
        return HostName.ascii(host)
    }

    private static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }
}

extension SMTPServer {
    private static let form = "smtp://user:password@host:587?tls=required or smtps://host"

    private static func notASMTPURL() -> Problem {
        Problem(
            .definition, "the mail transport is not an smtp or smtps URL",
            hint: "Write it as \(form), with special characters of the password as %XX.")
    }
    private static func noHost() -> Problem {
        Problem(
            .definition, "the mail transport's URL names no host",
            hint: "Write it as \(form), with special characters of the password as %XX.")
    }
    private static func badPort(_ port: Int) -> Problem {
        Problem(
            .definition, "the mail transport's port \(port) does not exist",
            hint: "Ports are 1 to 65535; mail is mostly handed over on 587, 465 or 25.")
    }
    private static func badClientName() -> Problem {
        Problem(
            .definition, "the path of the mail transport's URL is not a host name",
            hint: "The path is the name that EHLO gives for this machine; leave it out.")
    }
    private static func unknownTLS() -> Problem {
        Problem(
            .definition, "the mail transport's tls is none of the known settings",
            hint: "tls is required, opportunistic or none.")
    }
    private static func unknownAuth() -> Problem {
        Problem(
            .definition, "the mail transport's auth is none of the known ways to log in",
            hint: "auth is plain, login or xoauth2; leave it out for the best that is offered.")
    }
    private static func tokenForNothing() -> Problem {
        Problem(
            .definition, "the mail transport names a file for a token that it does not use",
            hint: "Tokens are for auth=xoauth2.")
    }
    private static func noToken(_ server: String) -> Problem {
        Problem(
            .infrastructure, "the token for the mail server \(server) cannot be read",
            hint: "See that the file which token= of the mail transport names exists, that Tidings"
                + " may read it, and that the token is in it.")
    }
    private static func unknownSetting(_ name: String) -> Problem {
        Problem(
            .definition, "the mail transport's URL has a setting that is not known",
            hint: Suggestion.hint(
                for: name, among: ["tls", "ca", "auth", "token"], known: "settings"))
    }
    private static func passwordInTheClear() -> Problem {
        Problem(
            .definition, "the mail transport would send its password without encryption",
            hint: "With a user, opportunistic TLS can be talked down: use tls=required.")
    }
}
