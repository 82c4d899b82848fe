package import Foundation
package import Problems

/// A file to fetch from a server, and how.
package struct FetchRequest: Sendable {
    package var url: URL
    /// What problems call the file: its name below the source's address.
    package var name: String
    /// The source's name, for problems.
    package var source: String
    /// Where the job file names the feed.
    package var place: Place?
    package var user: String?
    package var password: String?
    /// The file of a private key, for SFTP.
    package var keyFile: String?
    /// The file of the hosts' keys; without one SFTP trusts nobody.
    package var knownHosts: String?
    /// The file of the authorities that vouch for the server, where they are not the system's.
    package var authorities: String?
    /// Other hosts that a redirect may lead to.
    package var hosts: [String] = []
    /// How often it is tried again after a failure that passes. Defaults to 3.
    package var retries = 3
    /// How long to wait for a connection, or for the next byte. Defaults to 30 seconds.
    package var timeoutSeconds = 30
    /// The most bytes that the file may have. Defaults to 4 GB.
    package var largest = 4_000_000_000
    /// The folder that it is fetched into; made for this user alone.
    package var folder: URL
    /// What the server said of the version that is known; nil asks for the file in any case.
    package var known: FetchValidators?

    package init(url: URL, name: String, source: String, folder: URL) {
        self.url = url
        self.name = name
        self.source = source
        self.folder = folder
    }

    var scheme: String { url.scheme?.lowercased() ?? "" }
    var isHTTP: Bool { scheme == "https" || scheme == "http" }

    /// Whether an address is on the very server that user and password are for.
    func isOwn(_ other: URL) -> Bool {
        other.scheme?.lowercased() == scheme
            && other.host()?.lowercased() == url.host()?.lowercased()
            && other.port == url.port
    }

    /// Whether a redirect may lead there: to this host or one that is named, and not out of TLS.
    func mayFollow(to other: URL) -> Bool {
        guard let host = other.host()?.lowercased(), let target = other.scheme?.lowercased(),
            target == "https" || target == scheme && scheme == "http"
        else { return false }
        return host == url.host()?.lowercased() || hosts.contains(host)
    }
}

/// What a fetch came to.
package enum FetchResult: Sendable, Equatable {
    /// The file is whole, at this path.
    case fetched(path: String, FetchValidators)
    /// The server has nothing newer than what is known.
    case unchanged
}
