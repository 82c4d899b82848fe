import Foundation
import Problems

extension Source {
    /// The keys of which a source has exactly one.
    static let kinds = ["postgres", "folder", "url"]

    /// Reads an entry of `sources:`.
    static func read(
        _ entry: YAMLEntry, root: URL, timezone: TimeZone, names: DeclaredNames
    ) -> Source? {
        let name = names.declared(.source, entry.asName)
        return entry.value.mapping { keys in
            let zone = keys.optional("timezone").timezone()
            let user = keys.optional("user")
            let password = keys.optional("password")
            let present = keys.present(among: kinds)
            guard present.count == 1, let kind = present.first else {
                keys.fault(
                    .notOneKind(entry.name, present.map(\.name)), at: entry.namePlace)
                return nil
            }
            if kind.name != "url" {
                for value in [user, password] where value.isPresent {
                    value.fault(.onlyForURL(value.key))
                }
            }
            let read: Kind? =
                switch kind.name {
                case "postgres":
                    kind.value.postgresURI(mayBeEmpty: false).map { .postgres(uri: $0) }
                case "folder": kind.value.folder(in: root).map { .folder(path: $0) }
                default:
                    kind.value.remoteURL().map {
                        .url($0, user: user.textUnlessEmpty(), password: password.textUnlessEmpty())
                    }
                }
            guard let name, let read else { return nil }
            return Source(
                name: name, kind: read, timezone: zone ?? timezone, place: entry.namePlace)
        }
    }
}

extension YAMLEntry {
    /// The entry's key as a value, to read a name from it.
    var asName: YAMLValue {
        YAMLValue(text: name, key: name, at: namePlace, in: value.file)
    }
}

extension YAMLValue {
    /// A connection URI of PostgreSQL. Its text is secret and never shown.
    func postgresURI(mayBeEmpty: Bool) -> String? {
        guard let text = mayBeEmpty ? textUnlessEmpty() : text() else { return nil }
        guard text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") else {
            fault(.notAPostgresURI(key))
            return nil
        }
        return text
    }

    /// A folder, absolute or in the workspace; the absolute path of it.
    fileprivate func folder(in root: URL) -> String? {
        // A root that was named before it was made has no slash at its end, and would be left.
        let root = URL(filePath: root.path(percentEncoded: false), directoryHint: .isDirectory)
        return text().map { URL(filePath: $0, directoryHint: .isDirectory, relativeTo: root) }?
            .standardizedFileURL.path(percentEncoded: false)
            .droppingLastSlash
    }

    /// A server's address.
    fileprivate func remoteURL() -> URL? {
        guard let text = text() else { return nil }
        let schemes = ["https", "http", "ftp", "ftps", "sftp"]
        guard let url = URL(string: text), let scheme = url.scheme, schemes.contains(scheme),
            url.host() != nil
        else {
            fault(.notARemoteURL)
            return nil
        }
        return url
    }
}

extension String {
    /// A folder's path without the slash at its end.
    fileprivate var droppingLastSlash: String {
        count > 1 && hasSuffix("/") ? String(dropLast()) : self
    }
}

extension ValueFault {
    fileprivate static func notOneKind(_ name: String, _ present: [String]) -> Self {
        Self(
            summary: present.isEmpty
                ? "the source \"\(name)\" says nowhere what it is"
                : "the source \"\(name)\" is both \(present.joined(separator: " and "))",
            hint: "Give it one of: postgres (a connection URI), folder (a path), url (a server).")
    }

    fileprivate static func onlyForURL(_ key: String) -> Self {
        Self(
            summary: "\"\(key)\" belongs to sources with a \"url\" only",
            hint: "A database's user and password stand in its connection URI; a folder has none.")
    }

    fileprivate static func notAPostgresURI(_ key: String) -> Self {
        Self(
            summary: "\"\(key)\" is not a connection URI of PostgreSQL",
            hint: "Write postgresql://user@host/database, best as ${NAME} from the environment.")
    }

    fileprivate static let notARemoteURL = Self(
        summary: "\"url\" is not a server's address",
        hint: "Write it with its scheme (https, http, ftp, ftps or sftp) and host.")
}
