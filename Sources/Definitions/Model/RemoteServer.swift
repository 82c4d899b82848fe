package import Foundation

/// A server that files are fetched from. What it takes to log in is secret.
package struct RemoteServer: Sendable, Equatable {
    /// The folder on the server, without user and password; files are named below it.
    package var url: URL
    package var user: String?
    package var password: String?
    /// The file of a private key, absolute, for SFTP.
    package var keyFile: String?
    /// The file of the hosts' keys, absolute; SFTP knows no other hosts.
    package var knownHosts: String?
    /// The file of the authorities that vouch for the server, absolute. Defaults to the system's.
    package var authorities: String?
    /// Other hosts that a redirect may lead to. Defaults to none.
    package var hosts: [String]
    /// How often a fetch that failed in passing is tried again. Defaults to 3.
    package var retries: Int
    /// How long to wait for a connection, or for the next byte. Defaults to 30 seconds.
    package var timeoutSeconds: Int
    /// The most bytes that a file may have. Defaults to 4 GB.
    package var largest: Int

    package static let retries = 3
    package static let timeoutSeconds = 30
    package static let largest = 4_000_000_000

    package init(
        url: URL, user: String? = nil, password: String? = nil, keyFile: String? = nil,
        knownHosts: String? = nil, authorities: String? = nil, hosts: [String] = [],
        retries: Int = Self.retries, timeoutSeconds: Int = Self.timeoutSeconds,
        largest: Int = Self.largest
    ) {
        self.url = url
        self.user = user
        self.password = password
        self.keyFile = keyFile
        self.knownHosts = knownHosts
        self.authorities = authorities
        self.hosts = hosts
        self.retries = retries
        self.timeoutSeconds = timeoutSeconds
        self.largest = largest
    }
}
