package import Problems
import Yams

/// The ready-made classes of customers: segments that come with Tidings and that a job takes in
/// with `use:`.
///
/// ```yaml
/// about: the best twentieth of a year's buyers by spend
/// segments:
///   vip: top 5% by spend(last 365 days)
/// ```
package enum ReadyClasses {
    /// A set of classes as a listing shows it.
    package struct Listing: Sendable, Equatable {
        package var name: String
        package var about: String
        /// In the order of its file.
        package var segments: [String]
    }

    /// The names of all sets, sorted.
    package static var names: [String] { embedded.keys.sorted() }

    /// The lines of a set's file, to be copied; nil if there is no such set.
    package static func lines(of name: String) -> [String]? { source(of: name)?.lines }

    /// All sets, for people.
    package static func listings() throws(Problems) -> [Listing] {
        var listings: [Listing] = []
        for name in names {
            guard let source = source(of: name) else { continue }
            let root = try YAMLDocument(source).root
            listings.append(
                Listing(
                    name: name, about: root.child("about")?.text ?? "",
                    segments: root.child("segments")?.pairs.compactMap(\.key.text) ?? []))
        }
        return listings
    }

    /// The set that a segment is of; nil for one that does not come with Tidings.
    static func set(of segment: String) -> String? {
        names.first { name in
            lines(of: name)?.contains { $0.hasPrefix("  \(segment):") } ?? false
        }
    }

    /// A set's file as a value of the workspace; nil if there is no such set.
    static func file(of name: String) throws(Problems) -> YAMLValue? {
        guard let source = source(of: name) else { return nil }
        // Classes are the same for all: they do not depend on who uses them.
        let file = FileReading(source, environment: [:])
        return YAMLValue(try YAMLDocument(source).root, key: "the file", in: file)
    }

    private static func source(of name: String) -> SourceText? {
        embedded[name].map {
            SourceText(file: "Classes/\(name).yaml", text: String(decoding: $0, as: UTF8.self))
        }
    }

    private static let embedded: [String: [UInt8]] = [
        "abc": PackageResources.abc_yaml,
        "demand-intent": PackageResources.demand_intent_yaml,
        "lifecycle": PackageResources.lifecycle_yaml,
        "rfm": PackageResources.rfm_yaml,
        "rfm-groups": PackageResources.rfm_groups_yaml,
        "staff": PackageResources.staff_yaml,
        "vip": PackageResources.vip_yaml,
    ]
}

extension Segment {
    /// Reads the segments of the sets that `use:` names, without those that the workspace
    /// defines itself.
    static func readClasses(_ value: YAMLValue, names: DeclaredNames) -> [Segment] {
        (value.listOrOne() ?? []).flatMap { element -> [Segment] in
            guard let scalar = element.scalar("the name of ready-made classes") else { return [] }
            do throws(Problems) {
                guard let file = try ReadyClasses.file(of: scalar.text) else {
                    element.fault(.unknownClasses(scalar.shown))
                    return []
                }
                if let first = names.placeOfUse(scalar.text), first != element.place {
                    element.fault(.usedTwice(scalar.text, first: first))
                    return []
                }
                let segments = read(file, names: names)
                file.file.faults.all.forEach { element.file.add($0) }
                return segments
            } catch {
                error.all.forEach { element.file.add($0) }
                return []
            }
        }
    }

    private static func read(_ file: YAMLValue, names: DeclaredNames) -> [Segment] {
        file.mapping { keys in
            _ = keys.optional("about").text()
            let entries = keys.required("segments", "segments: {vip: orders >= 10}").entries()
            return (entries ?? []).filter { !names.definesItself($0.name) }
                .compactMap { Segment.read($0, names: names) }
        } ?? []
    }
}

extension ValueFault {
    fileprivate static func unknownClasses(_ shown: String) -> Self {
        Self(
            summary: "unknown classes \"\(shown)\"",
            hint: Suggestion.hint(for: shown, among: ReadyClasses.names, known: "classes"))
    }

    fileprivate static func usedTwice(_ name: String, first: Place) -> Self {
        Self(
            summary: "the classes \"\(name)\" are used twice",
            hint: "They are used at \(first) already: segments are the whole workspace's.")
    }
}
