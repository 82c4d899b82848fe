import Foundation
import Problems
import Yams

/// The names that the files of a workspace declare, gathered before any file is checked.
///
/// So a job may name what a later file declares, and a fault elsewhere in a campaign does not
/// make its name unknown.
struct DeclaredNames {
    /// What has a name that is unique in the workspace.
    enum Kind: String {
        case job, source, topic, segment, programme, campaign, export
    }

    /// Whether every file could be parsed. If not, a name may be declared in one that could
    /// not, and none is called unknown.
    var isComplete = true
    /// The mails of `Templates/`, without layouts and partials.
    var templates: Set<String> = []
    /// The workspace's folder, for the files that a `lookup:` names.
    let root: URL
    /// The formats that feeds may name.
    var formats = ReadyFormats(root: nil)
    /// What an expression may name.
    private(set) var forExpressions = ExpressionNames()
    /// The kinds of source by name: `postgres`, `folder`, `url`.
    private(set) var sourceKinds: [String: String] = [:]
    /// The sources of which a folder can be looked into: all but web servers and databases.
    private(set) var listedSources: Set<String> = []
    /// The topics to which a yes must be confirmed.
    private(set) var confirmedTopics: Set<String> = []
    private let environment: [String: String]
    /// For which job each job waits, and where that is said.
    private var waits: [String: (job: String, place: Place)] = [:]
    private var places: [Kind: [String: Place]] = [:]
    /// The segments that come with the ready-made classes in use, and where those are used.
    private var classSegments: [String: Place] = [:]
    private var classUses: [String: Place] = [:]

    init(root: URL, environment: [String: String]) {
        self.root = root
        self.environment = environment
    }

    /// Gathers the names of `Jobs/workspace.yaml`.
    mutating func gather(workspace root: Node, in source: SourceText) {
        forExpressions.currency = text(root.child("currency"))
        forExpressions.attributes.gather(root.child("attributes"))
        for (key, value) in root.child("sources")?.pairs ?? [] {
            note(.source, key, in: source)
            let kind = value.pairs.compactMap(\.key.text).first { Source.kinds.contains($0) }
            guard let name = key.text else { continue }
            sourceKinds[name] = kind
            let isWeb = text(value.child("url"))?.lowercased().hasPrefix("http") == true
            if kind != "postgres", !isWeb { listedSources.insert(name) }
        }
        for (key, value) in root.child("topics")?.pairs ?? [] {
            note(.topic, key, in: source)
            if let name = key.text, value.child("confirm")?.text?.lowercased() == "true" {
                confirmedTopics.insert(name)
            }
        }
    }

    /// Gathers the names of a job's file.
    mutating func gather(job root: Node, in source: SourceText) {
        note(.job, root.child("job"), in: source)
        if let name = text(root.child("job")), let after = root.child("after"),
            let other = text(after), waits[name] == nil
        {
            waits[name] = (other, source.place(of: after))
        }
        forExpressions.attributes.gather(root.child("attributes"))
        for feed in root.child("extract")?.items ?? []
        where feed.child("into").flatMap(text) == Entity.rates.rawValue {
            forExpressions.hasRates = true
        }
        let transform = root.child("transform")
        gather(classes: transform?.child("use"), in: source)
        for (key, _) in transform?.child("segments")?.pairs ?? [] {
            note(.segment, key, in: source)
        }
        let programmes = transform?.child("tiers")
        for programme in programmes.map({ $0.items.isEmpty ? [$0] : $0.items }) ?? [] {
            note(.programme, programme.child("programme"), in: source)
            if let name = text(programme.child("programme")), forExpressions.tiers[name] == nil {
                let levels = programme.child("levels")?.items ?? []
                forExpressions.tiers[name] = levels.compactMap { text($0.child("tier")) }
            }
        }
        for campaign in root.child("load")?.items ?? [] {
            note(.campaign, campaign.child("campaign"), in: source)
            note(.export, campaign.child("export"), in: source)
        }
    }

    /// Takes over the topics of a workspace that was read before.
    mutating func gather(topics: [Topic]) {
        for topic in topics {
            places[.topic, default: [:]][topic.name] = Place(WorkspaceFolder.settings)
        }
    }

    private mutating func gather(classes use: Node?, in source: SourceText) {
        for node in use.map({ $0.items.isEmpty ? [$0] : $0.items }) ?? [] {
            guard let name = node.text, classUses[name] == nil else { continue }
            classUses[name] = source.place(of: node)
            // A file that cannot be read is told of where it is used.
            guard let file = try? ReadyClasses.file(of: name) else { continue }
            for (key, _) in file.node?.child("segments")?.pairs ?? [] {
                guard let segment = key.text else { continue }
                classSegments[segment] = file.file.source.place(of: key)
                forExpressions.segments.insert(segment)
            }
        }
    }

    private mutating func note(_ kind: Kind, _ node: Node?, in source: SourceText) {
        guard let node, let name = text(node), !name.isEmpty, places[kind]?[name] == nil else {
            return
        }
        places[kind, default: [:]][name] = source.place(of: node)
        switch kind {
        case .segment: forExpressions.segments.insert(name)
        case .campaign: forExpressions.campaigns.insert(name)
        case .topic: forExpressions.topics.insert(name)
        case .job, .source, .programme, .export: break
        }
    }

    /// The text of a scalar with its `${NAME}`s filled in; nil when one is not set, which the
    /// reading of its file will say.
    private func text(_ node: Node?) -> String? {
        node?.text.flatMap { try? Interpolation.fill($0, from: environment) }
    }
}

extension DeclaredNames {
    /// All names of a kind.
    func all(_ kind: Kind) -> Set<String> {
        let own = Set(places[kind, default: [:]].keys)
        return kind == .segment ? own.union(classSegments.keys) : own
    }

    /// Where a name is declared first. What the workspace defines itself comes before the
    /// ready-made classes.
    func place(of kind: Kind, _ name: String) -> Place? {
        places[kind]?[name] ?? (kind == .segment ? classSegments[name] : nil)
    }

    /// Whether a segment is the workspace's own.
    func definesItself(_ segment: String) -> Bool { places[.segment]?[segment] != nil }

    /// Where ready-made classes are used first.
    func placeOfUse(_ classes: String) -> Place? { classUses[classes] }

    /// A problem for each circle of jobs that wait for each other, so that none can begin.
    var waitingCircles: [Problem] {
        Circles.all(in: waits.mapValues { [$0.job] }).compactMap { circle in
            circle.first.flatMap { waits[$0] }.map { .waitingCircle(circle, at: $0.place) }
        }
    }

    /// Reads the name under which something is declared; a second such name is a fault.
    func declared(_ kind: Kind, _ value: YAMLValue) -> String? {
        guard let name = value.name() else { return nil }
        if let first = place(of: kind, name), first != value.place {
            value.fault(.declaredTwice(kind, name, first: first))
        }
        return name
    }

    /// Reads the name of something that is declared elsewhere; an unknown one is a fault.
    func existing(_ kind: Kind, _ value: YAMLValue) -> String? {
        guard let scalar = value.scalar("the name of a \(kind)") else { return nil }
        guard isComplete, place(of: kind, scalar.text) == nil else { return scalar.text }
        value.fault(.unknownName(kind, scalar.shown, among: all(kind)))
        return nil
    }

    /// Reads a list of such names.
    func existingList(_ kind: Kind, _ value: YAMLValue) -> [String] {
        value.listOrOne()?.compactMap { existing(kind, $0) } ?? []
    }
}

extension DeclaredNames.Kind: CustomStringConvertible {
    var description: String { self == .programme ? "tier programme" : rawValue }
}

extension ValueFault {
    fileprivate static func declaredTwice(
        _ kind: DeclaredNames.Kind, _ name: String, first: Place
    ) -> Self {
        Self(
            summary: "a second \(kind) is named \"\(name)\"",
            hint: "The first is at \(first); give one of them another name.")
    }

    static func unknownName(
        _ kind: DeclaredNames.Kind, _ shown: String, among names: Set<String>
    ) -> Self {
        Self(
            summary: "unknown \(kind) \"\(shown)\"",
            hint: Suggestion.hint(for: shown, among: names, known: "\(kind)s"))
    }
}

extension Problem {
    fileprivate static func waitingCircle(_ jobs: [String], at place: Place) -> Problem {
        let chain = (jobs + jobs.prefix(1)).joined(separator: " → ")
        return Problem(
            .definition, "these jobs wait for each other, so none can begin: \(chain)",
            at: place, hint: "Take one \"after\" of the circle out.")
    }
}
