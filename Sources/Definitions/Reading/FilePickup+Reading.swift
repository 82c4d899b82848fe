import Problems

extension FilePickup {
    /// What a feed of files may have beside `file`.
    static let keys = ["take", "ready", "archive"]

    private enum Take: String, CaseIterable {
        case newest, all
    }

    /// Reads `take`, which only files have that can be listed, and `ready` and `archive`, which only
    /// a folder's have.
    ///
    /// - Parameters:
    ///   - kind: The source's, as `folder`; nil when it is not known.
    ///   - isListed: Whether the source's folder can be looked into.
    static func read(_ keys: YAMLMapping, kind: String?, isListed: Bool) -> FilePickup {
        let takeValue = keys.optional("take")
        let take = takeValue.oneOf(Take.self)
        if !isListed, kind == "url", takeValue.isPresent { takeValue.fault(.notListed) }
        let ready = keys.optional("ready").mapping { Readiness.readAll($0) }
        let archive = keys.optional("archive").folderBelow()
        if kind == "url" {
            for key in keys.present(among: ["ready", "archive"]) {
                key.value.fault(.onlyForFolder(key.name))
            }
        }
        return FilePickup(takesAll: take == .all, ready: ready ?? [], archive: archive)
    }
}

extension FilePickup.Readiness {
    /// Reads `{marker: "{file}.done", unchanged: 60s, checksum: "{file}.sha256"}`.
    fileprivate static func readAll(_ keys: YAMLMapping) -> [Self]? {
        let rules = [
            keys.optional("unchanged").duration().map { Self.unchanged(seconds: $0) },
            keys.optional("marker").companion().map { Self.marker($0) },
            keys.optional("checksum").companion().map { Self.checksum($0) },
        ]
        if keys.entries.isEmpty { keys.fault(.noRule) }
        return rules.compactMap { $0 }
    }
}

extension YAMLValue {
    /// The name of a file that comes with a feed's, as `{file}.done`.
    fileprivate func companion() -> String? {
        guard let text = text() else { return nil }
        let rest = text.replacing("{file}", with: "")
        guard !rest.contains("{"), !rest.contains("}"), !rest.contains("*") else {
            fault(.notACompanion(key))
            return nil
        }
        guard Self.staysBelow(text), text != "{file}" else {
            fault(.leaves(key))
            return nil
        }
        return text
    }

    /// A folder below the source's, without the slash at its end.
    fileprivate func folderBelow() -> String? {
        guard var text = text() else { return nil }
        while text.count > 1, text.last == "/" { text.removeLast() }
        guard Self.staysBelow(text) else {
            fault(.leaves(key))
            return nil
        }
        return text
    }

    private static func staysBelow(_ path: String) -> Bool {
        !path.split(separator: "/", omittingEmptySubsequences: false)
            .contains { ["", ".", ".."].contains($0) }
    }
}

extension ValueFault {
    fileprivate static func onlyForFolder(_ key: String) -> Self {
        Self(
            summary: "\"\(key)\" goes with the files of a folder only",
            hint: "What a server gives is checked by its length, and stays where it is.")
    }

    fileprivate static let notListed = Self(
        summary: "\"take\" does not go with a web server, which does not list its files",
        hint: "Take it out: the one file that \"file\" names is fetched.")

    fileprivate static let noRule = Self(
        summary: "\"ready\" does not say when a file is ready",
        hint: "Add marker: \"{file}.done\", unchanged: 60 seconds or checksum: \"{file}.sha256\".")

    fileprivate static func notACompanion(_ key: String) -> Self {
        Self(
            summary: "\"\(key)\" is not the name of a file beside the feed's",
            hint: "Write {file} for the feed's own name, as \"\(key): '{file}.done'\".")
    }

    fileprivate static func leaves(_ key: String) -> Self {
        Self(
            summary: "\"\(key)\" leads out of the source's folder",
            hint: "Write a name below the folder, without \"..\" and without a slash in front.")
    }
}
