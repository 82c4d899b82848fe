internal import CCurl

/// What fetches and sends, and what it can.
package enum TransferLibrary {
    /// `libcurl 7.88.1 with https, ftps, sftp`.
    package static var description: String {
        "\(name) with \(missing.isEmpty ? wanted.joined(separator: ", ") : "no \(missing.joined(separator: ", no "))")"
    }

    /// The protocols that it should have and has not.
    package static var missing: [String] { wanted.filter { !protocols.contains($0) } }

    private static let wanted = ["https", "ftps", "sftp", "smtps", "imaps"]

    private static var name: String {
        let words = String(cString: curl_version()).split(separator: " ").first ?? ""
        return String(words).replacing("/", with: " ")
    }

    private static var protocols: Set<String> {
        guard let data = tidings_curl_version() else { return [] }
        var names: Set<String> = []
        var next = data.pointee.protocols
        while let name = next?.pointee {
            names.insert(String(cString: name))
            next = next?.successor()
        }
        return names
    }
}
