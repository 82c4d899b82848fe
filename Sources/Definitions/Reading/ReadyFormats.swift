package import Foundation
package import Problems

/// The ready-made formats of well-known files: those of the workspace's `Formats/NAME.yaml`
/// first, then those that come with Tidings.
///
/// ```yaml
/// about: ONIX for Books 3.0 and 3.1, reference names
/// xml: {record: //Product, namespaces: any}
/// products:
///   map: {id: RecordReference, title: …}
/// orders:
///   xml: {lines: OrderLine}     # on top of the keys above
///   map: {…}
///   where: {…}
/// ```
package final class ReadyFormats {
    /// A format as a listing shows it.
    package struct Listing: Sendable, Equatable {
        package var name: String
        package var about: String
        package var entities: [String]
        /// Whether it is the workspace's own.
        package var isOwn: Bool
    }

    private let root: URL?
    /// The files that were read, by format.
    private var files: [String: FileReading] = [:]
    private var documents: [String: YAMLDocument] = [:]
    private var unreadable = ProblemList()

    /// - Parameter root: The workspace's folder, if there is one.
    package init(root: URL?) { self.root = root }

    /// The faults of the formats that were read.
    package var faults: [Problem] {
        unreadable.all + files.sorted { $0.key < $1.key }.flatMap { $0.value.faults.all }
    }

    /// The names of all formats, sorted.
    package var names: [String] { Set(own).union(Self.embedded.keys).sorted() }

    /// The lines of a format's file, to be copied; nil if there is no such format.
    package func lines(of name: String) throws(Problems) -> [String]? {
        names.contains(name) ? try source(of: name).lines : nil
    }

    /// All formats, for people.
    package func listings() -> [Listing] {
        names.compactMap { name in
            guard let value = file(of: name) else { return nil }
            return value.mapping { keys in
                let about = keys.optional("about").text() ?? ""
                _ = keys.optional("xml")
                let parts = keys.present(among: Entity.allCases.map(\.rawValue))
                return Listing(
                    name: name, about: about, entities: parts.map(\.name),
                    isOwn: own.contains(name))
            }
        }
    }

    /// Reads what `format:` names, for a feed into an entity.
    func read(_ value: YAMLValue, into entity: Entity?) -> ReadyFormat? {
        guard let scalar = value.scalar("the name of a format") else { return nil }
        guard names.contains(scalar.text) else {
            value.fault(.unknownFormat(scalar.shown, among: names))
            return nil
        }
        guard let entity, let file = file(of: scalar.text) else { return nil }
        let (format, others) = read(file, name: scalar.text, entity: entity)
        if let others {
            value.fault(.notOfFormat(scalar.shown, entity.rawValue, others: others))
        }
        return format
    }

    /// The format's part for an entity, or the entities that it has parts for.
    private func read(
        _ file: YAMLValue, name: String, entity: Entity
    ) -> (format: ReadyFormat?, others: [String]?) {
        var others: [String]?
        let format = file.mapping { keys -> ReadyFormat? in
            _ = keys.optional("about").text()
            let all = XMLFormat.read(keys.optional("xml"), over: XMLFormat(records: []), into: nil)
            let parts = keys.present(among: Entity.allCases.map(\.rawValue))
            guard let part = parts.first(where: { $0.name == entity.rawValue }) else {
                others = parts.map(\.name)
                return nil
            }
            return part.value.mapping { keys -> ReadyFormat? in
                let own = keys.optional("xml")
                let base = all ?? XMLFormat(records: [])
                let xml =
                    own.isPresent ? XMLFormat.read(own, over: base, into: entity) : base
                let map = keys.required("map", "map: {id: RecordReference}").entries()
                let filters = keys.optional("where").entries()
                guard let xml, let map else { return nil }
                return ReadyFormat(name: name, xml: xml, map: map, filters: filters)
            }
        }
        return (format, others)
    }

    /// The root of a format's file; what is wrong with it is kept with the faults.
    private func file(of name: String) -> YAMLValue? {
        if documents[name] == nil {
            do throws(Problems) {
                let source = try source(of: name)
                documents[name] = try YAMLDocument(source)
                // Formats are to be shared: they do not depend on who uses them.
                files[name] = FileReading(source, environment: [:])
            } catch {
                error.all.forEach { unreadable.add($0) }
            }
        }
        guard let document = documents[name], let file = files[name] else { return nil }
        return YAMLValue(document.root, key: "the file", in: file)
    }

    private func source(of name: String) throws(Problems) -> SourceText {
        if own.contains(name), let root {
            return try WorkspaceFolder(root).source(Self.path(of: name))
        }
        return SourceText(
            file: Self.path(of: name),
            text: String(decoding: Self.embedded[name] ?? [], as: UTF8.self))
    }

    private var own: [String] { root.map { WorkspaceFolder($0).formats } ?? [] }

    private static func path(of name: String) -> String { "Formats/\(name).yaml" }
}

extension ReadyFormats {
    /// The formats that come with Tidings; one file may describe two versions that agree.
    static let embedded: [String: [UInt8]] = [
        "bmecat-1.2": PackageResources.bmecat_1_2_yaml,
        "bmecat-2005": PackageResources.bmecat_2005_yaml,
        "google-merchant": PackageResources.google_merchant_yaml,
        "onix-2.1": PackageResources.onix_2_1_yaml,
        "onix-2.1-short": PackageResources.onix_2_1_short_yaml,
        "onix-3.0": PackageResources.onix_3_yaml,
        "onix-3.0-short": PackageResources.onix_3_short_yaml,
        "onix-3.1": PackageResources.onix_3_yaml,
        "onix-3.1-short": PackageResources.onix_3_short_yaml,
        "ubl-2-invoice": PackageResources.ubl_2_invoice_yaml,
        "ubl-2-order": PackageResources.ubl_2_order_yaml,
    ]
}

extension ValueFault {
    fileprivate static func unknownFormat(_ shown: String, among names: [String]) -> Self {
        Self(
            summary: "unknown format \"\(shown)\"",
            hint: Suggestion.hint(for: shown, among: names, known: "formats"))
    }

    fileprivate static func notOfFormat(
        _ format: String, _ entity: String, others: [String]
    ) -> Self {
        Self(
            summary: "the format \"\(format)\" says nothing of \(entity)",
            hint: "It can fill: \(others.joined(separator: ", ")).")
    }
}
