import Problems

extension Feed.Input {
    /// Reads `query`, or `file` with `csv` or `xml`, as the kind of the source wants it.
    ///
    /// - Parameters:
    ///   - kind: `postgres`, `folder` or `url`; nil when it is not known.
    ///   - isListed: Whether the source's folder can be looked into.
    ///   - ready: The ready-made format that the feed names.
    ///   - entity: What the feed fills, if that is known.
    ///   - limits: What holds for the feed holds for its query.
    static func read(
        _ keys: YAMLMapping, kind: String?, isListed: Bool, ready: ReadyFormat?,
        into entity: Entity?, _ limits: StepLimits
    ) -> Self? {
        let query = keys.optional("query")
        let file = keys.optional("file")
        let hasCSV = keys.has("csv")
        let hasXML = keys.has("xml")
        let csv = CSVFormat.read(keys.optional("csv"))
        let ownXML = XMLFormat.read(keys.optional("xml"), over: ready?.xml, into: entity)
        let xml = ownXML ?? ready?.xml
        switch kind {
        case "postgres":
            for key in keys.present(among: ["file", "format", "csv", "xml"] + FilePickup.keys) {
                key.value.fault(.notForDatabase(key.name))
            }
            return FeedQuery.read(
                keys, query: keys.required("query", FeedQuery.example), limits
            )
            .map { .query($0) }
        case "folder", "url":
            for key in keys.present(among: ["query"] + FeedQuery.keys) {
                key.value.fault(.notForFiles(key.name))
            }
        default:
            // The source is unknown, and said so: read what is there.
            if query.isPresent {
                return FeedQuery.read(keys, query: query, limits).map { .query($0) }
            }
            guard file.isPresent else { return nil }
        }
        let pattern = FilePattern.read(keys.required("file", "file: orders-{date}.csv"))
        if hasCSV, hasXML {
            keys.fault(.bothFormats)
            return nil
        }
        guard let pattern else { return nil }
        if !isListed, pattern.text.contains("*") {
            file.fault(.noListing)
            return nil
        }
        if hasCSV, let ready {
            keys.fault(.formatIsXML(ready.name))
            return nil
        }
        // A format that is not known is said so elsewhere.
        if ready == nil, keys.has("format") { return nil }
        if hasXML || ready != nil { return xml.map { .xml(file: pattern, $0) } }
        if hasCSV { return .csv(file: pattern, csv ?? CSVFormat()) }
        return bySuffix(pattern, at: file)
    }

    /// The format of a file that says nothing of it but its name.
    private static func bySuffix(_ pattern: FilePattern, at value: YAMLValue) -> Self? {
        var name = pattern.text.lowercased()
        for packed in [".gz", ".zip"] where name.hasSuffix(packed) {
            name.removeLast(packed.count)
        }
        if [".csv", ".txt", ".tsv"].contains(where: name.hasSuffix) {
            return .csv(file: pattern, CSVFormat())
        }
        value.fault(name.hasSuffix(".xml") ? .noRecord : .unknownFormat)
        return nil
    }
}

extension FilePattern {
    /// Reads `file:`, a path below a folder.
    static func read(_ value: YAMLValue) -> FilePattern? {
        guard let text = value.text() else { return nil }
        guard !text.hasPrefix("/"), !text.split(separator: "/").contains("..") else {
            value.fault(.outsideFolder)
            return nil
        }
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            let inside = rest[rest.index(after: open)...].prefix { $0 != "}" }
            guard inside.endIndex < rest.endIndex, isDate(inside) else {
                value.fault(.unknownBraces)
                return nil
            }
            rest = rest[rest.index(after: inside.endIndex)...]
        }
        return FilePattern(text)
    }

    /// Whether braces hold `date`, `date-1`, `date:yyyyMMdd` or `date-1:yyyyMMdd`.
    private static func isDate(_ inside: Substring) -> Bool {
        guard inside.hasPrefix("date") else { return false }
        let rest = inside.dropFirst(4)
        let parts = rest.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        if let shift = parts.first, !shift.isEmpty {
            guard shift.first == "-" || shift.first == "+",
                YAMLValue.digits(shift.dropFirst()) != nil
            else { return false }
        }
        guard parts.count == 2 else { return true }
        return parts[1].contains { $0.isLetter } && !parts[1].contains("/")
    }
}

extension ValueFault {
    fileprivate static func notForDatabase(_ key: String) -> Self {
        Self(
            summary: "\"\(key)\" does not go with a database",
            hint: "A feed from a postgres source has a \"query\".")
    }

    fileprivate static func notForFiles(_ key: String) -> Self {
        Self(
            summary: "\"\(key)\" does not go with files",
            hint: "A feed from a folder has a \"file\", with \"csv\" or \"xml\".")
    }

    fileprivate static let noListing = Self(
        summary: "a name with * cannot be looked up on a web server",
        hint: "Name the one file, as catalogue.xml or orders-{date}.csv: only folders, FTP and "
            + "SFTP servers list what they have.")

    fileprivate static let bothFormats = Self(
        summary: "a feed has \"csv\" or \"xml\", not both", hint: "Take one of them out.")

    fileprivate static func formatIsXML(_ format: String) -> Self {
        Self(
            summary: "the format \"\(format)\" is for XML files, not for CSV",
            hint: "Take \"csv\" out, or \"format\".")
    }

    fileprivate static let noRecord = Self(
        summary: "nothing says which elements of the XML file are the records",
        hint: "Add \"xml: {record: //product}\".")

    fileprivate static let unknownFormat = Self(
        summary: "the file's name does not tell its format",
        hint: "Add \"csv: {}\", or \"xml: {record: //product}\".")

    fileprivate static let outsideFolder = Self(
        summary: "\"file\" leads out of the source's folder",
        hint: "Write a path below the folder, without \"..\" and a slash at its beginning.")

    fileprivate static let unknownBraces = Self(
        summary: "these { } do not name a date",
        hint: "Write {date}, {date:yyyyMMdd} or {date-1}.")
}
