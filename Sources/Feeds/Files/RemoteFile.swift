import Definitions
import Foundation
import Problems
import Transfer

/// A feed's file on a server.
struct RemoteFile {
    let server: RemoteServer
    let source: String
    /// Below the server's address; that of a file in a zip file goes on behind it.
    let name: String
    let place: Place

    /// The file's address: its name behind the server's path, percent-encoded; a query stays.
    var url: URL {
        var address = server.url
        for component in Packing.of(name).file.split(separator: "/") {
            address.append(path: String(component))
        }
        return address
    }

    /// The address of a folder of this name: one with a slash at its end.
    var folderURL: URL { url.appending(path: "", directoryHint: .isDirectory) }

    func request(into folder: URL, knowing known: FetchValidators?) -> FetchRequest {
        var request = FetchRequest(
            url: url, name: name, source: source,
            folder: folder.appending(path: source, directoryHint: .isDirectory))
        request.place = place
        request.user = server.user
        request.password = server.password
        request.keyFile = server.keyFile
        request.knownHosts = server.knownHosts
        request.authorities = server.authorities
        request.hosts = server.hosts
        request.retries = server.retries
        request.timeoutSeconds = server.timeoutSeconds
        request.largest = server.largest
        request.known = known
        return request
    }
}
