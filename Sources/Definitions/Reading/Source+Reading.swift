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
            let atOnce = keys.optional("at_once").integer(in: 1...64)
            let forURL = keys.present(among: RemoteServer.keys)
            let timeout = keys.optional("timeout")
            let present = keys.present(among: kinds)
            guard present.count == 1, let kind = present.first else {
                keys.fault(
                    .notOneKind(entry.name, present.map(\.name)), at: entry.namePlace)
                return nil
            }
            if kind.name != "url" {
                for key in forURL { key.value.fault(.onlyForURL(key.name)) }
            }
            if kind.name == "folder", timeout.isPresent { timeout.fault(.noTimeout) }
            let queryTimeout = kind.name == "postgres" ? timeout.duration() : nil
            let read: Kind? =
                switch kind.name {
                case "postgres":
                    kind.value.postgresURI(mayBeEmpty: false).map { .postgres(uri: $0) }
                case "folder": kind.value.folder(in: root).map { .folder(path: $0) }
                default: RemoteServer.read(keys, url: kind.value, root: root).map { .url($0) }
                }
            guard let name, let read else { return nil }
            return Source(
                name: name, kind: read, timezone: zone ?? timezone,
                queryTimeoutSeconds: queryTimeout ?? queryTimeoutSeconds, atOnce: atOnce,
                place: entry.namePlace)
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

    fileprivate static let noTimeout = Self(
        summary: "a folder has no \"timeout\"", hint: "Take it out.")
}
