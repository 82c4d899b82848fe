import Foundation
import Problems

extension RemoteServer {
    /// What only a source with a `url` has; `timeout` goes with a database, too.
    static let keys = [
        "user", "password", "key", "known_hosts", "ca", "hosts", "retries", "max_size",
    ]

    /// Reads `url` with what goes with it.
    static func read(_ keys: YAMLMapping, url value: YAMLValue, root: URL) -> RemoteServer? {
        let user = keys.optional("user").textUnlessEmpty()
        let password = keys.optional("password").textUnlessEmpty()
        let keyValue = keys.optional("key")
        let key = keyValue.path(in: root)
        let knownValue = keys.optional("known_hosts")
        let known = knownValue.path(in: root)
        let authoritiesValue = keys.optional("ca")
        let authorities = authoritiesValue.path(in: root)
        let hostsValue = keys.optional("hosts")
        let hosts = hostsValue.listOrOne()?.compactMap { $0.hostName() }
        let retries = keys.optional("retries").integer(in: 0...20)
        let timeout = keys.optional("timeout").duration()
        let largest = keys.optional("max_size").byteCount()
        guard let url = value.remoteURL(), let scheme = url.scheme else { return nil }
        if scheme == "sftp", !knownValue.isPresent { value.fault(.noKnownHosts) }
        if scheme != "sftp" {
            for other in [keyValue, knownValue] where other.isPresent {
                other.fault(.onlyForSFTP(other.key))
            }
        }
        if !["https", "ftps", "ftpes"].contains(scheme), authoritiesValue.isPresent {
            authoritiesValue.fault(.onlyWithTLS)
        }
        if !scheme.hasPrefix("http"), hostsValue.isPresent { hostsValue.fault(.noRedirects) }
        return RemoteServer(
            url: url, user: user, password: password, keyFile: key, knownHosts: known,
            authorities: authorities, hosts: hosts ?? [], retries: retries ?? Self.retries,
            timeoutSeconds: timeout ?? Self.timeoutSeconds, largest: largest ?? Self.largest)
    }
}

extension YAMLValue {
    /// A server's address, without user and password.
    fileprivate func remoteURL() -> URL? {
        guard let text = text() else { return nil }
        let schemes = ["https", "http", "ftp", "ftps", "ftpes", "sftp"]
        guard let url = URL(string: text), let scheme = url.scheme, schemes.contains(scheme),
            url.host() != nil, url.fragment() == nil
        else {
            fault(.notARemoteURL)
            return nil
        }
        guard url.user() == nil, url.password() == nil else {
            fault(.loginInURL)
            return nil
        }
        return url
    }

    /// A file, absolute or in the workspace; the absolute path of it.
    func path(in root: URL) -> String? {
        let root = URL(filePath: root.path(percentEncoded: false), directoryHint: .isDirectory)
        return textUnlessEmpty().map { URL(filePath: $0, relativeTo: root) }?
            .standardizedFileURL.path(percentEncoded: false)
    }

    /// The name of a host, in small letters.
    fileprivate func hostName() -> String? {
        guard let text = text() else { return nil }
        guard !text.contains(where: { "/:@ *".contains($0) }) else {
            fault(.notAHost)
            return nil
        }
        return text.lowercased()
    }

    /// A size, as `500 MB` or `2 GB`, in bytes.
    fileprivate func byteCount() -> Int? {
        guard let scalar = scalar("a size") else { return nil }
        let words = scalar.text.split(separator: " ")
        let units = ["kb": 1000, "mb": 1_000_000, "gb": 1_000_000_000]
        guard words.count == 2, let count = Self.digits(words[0]), count > 0,
            let unit = units[words[1].lowercased()]
        else {
            fault(.notASize(key))
            return nil
        }
        return count * unit
    }
}

extension ValueFault {
    fileprivate static let notARemoteURL = Self(
        summary: "\"url\" is not a server's address",
        hint: "Write it with its scheme (https, http, ftp, ftps, ftpes or sftp) and host.")

    fileprivate static let loginInURL = Self(
        summary: "the address holds a user or a password",
        hint: "Give them keys of their own, from the environment: "
            + "user: ${NAME}, password: ${NAME}.")

    fileprivate static let noKnownHosts = Self(
        summary: "nothing says by which key the SFTP server is known",
        hint: "Add \"known_hosts: Jobs/known_hosts\", filled with `ssh-keyscan HOST` after asking "
            + "the server's owner whether the key is theirs.")

    fileprivate static func onlyForSFTP(_ key: String) -> Self {
        Self(
            summary: "\"\(key)\" belongs to sftp:// addresses only",
            hint: "Take it out; https and ftps servers are known by their certificates.")
    }

    fileprivate static let onlyWithTLS = Self(
        summary: "\"ca\" belongs to https://, ftps:// and ftpes:// addresses only",
        hint: "Take it out; only they have certificates.")

    fileprivate static let noRedirects = Self(
        summary: "only HTTP servers send on to other hosts", hint: "Take \"hosts\" out.")

    fileprivate static let notAHost = Self(
        summary: "this is not the name of a host",
        hint: "Write the name alone, as \"hosts: [cdn.example]\".")

    fileprivate static func notASize(_ key: String) -> Self {
        Self(
            summary: "\"\(key)\" is not a size", hint: "Write it as \"\(key): 500 MB\" or 2 GB.")
    }
}
