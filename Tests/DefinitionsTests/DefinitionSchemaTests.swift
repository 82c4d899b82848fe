import Definitions
import Foundation
import Problems
import Testing

struct DefinitionSchemaTests {
    private static let repository = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The mappings of a schema that know their keys, by name.
    private static func closed(_ schema: DefinitionSchema) throws -> [String: Set<String>] {
        let object = try #require(
            JSONSerialization.jsonObject(with: Data(schema.json.utf8)) as? [String: Any])
        let definitions = try #require(object["$defs"] as? [String: [String: Any]])
        return definitions.compactMapValues { definition in
            (definition["properties"] as? [String: Any]).map { Set($0.keys) }
        }
    }

    /// The keys that the reader names when it meets one that it does not know.
    private static func known(_ probe: Probe) throws -> Set<String> {
        let workspace = try TestWorkspace([
            "Jobs/workspace.yaml": probe.settings, "Jobs/a.yaml": "job: a\n" + probe.job,
            "Templates/birthday.html": "",
        ])
        let hints = workspace.problems.filter { $0.summary.contains("\"zzzz9999\"") }.map(\.hint)
        #expect(hints.count == 1, "\(probe.name): \(hints)")
        let list = try #require(hints.first?.firstMatch(of: #/The [a-z ]+ are: (.*)\./#)).1
        return Set(list.split(separator: ", ").map(String.init))
    }

    @Test(arguments: jobs)
    fileprivate func `of a job, the schema has the reader's keys`(probe: Probe) throws {
        #expect(try Self.closed(.job)[probe.name] == Self.known(probe))
    }

    @Test(arguments: settings)
    fileprivate func `of the settings, the schema has the reader's keys`(probe: Probe) throws {
        #expect(try Self.closed(.workspace)[probe.name] == Self.known(probe))
    }

    @Test func `every mapping of the schemas is compared with the reader`() throws {
        #expect(try Set(Self.closed(.job).keys) == Set(Self.jobs.map(\.name)))
        #expect(try Set(Self.closed(.workspace).keys) == Set(Self.settings.map(\.name)))
    }

    @Test func `what an editor says of a key is what the README says`() throws {
        let readme = try String(
            contentsOf: Self.repository.appending(path: "README.md"), encoding: .utf8
        ).replacing("`", with: "")
        for schema in DefinitionSchema.allCases {
            let said = schema.json.matches(of: #/"description": (".*")/#).map { String($0.1) }
            #expect(said.count > 30)
            for text in said {
                let plain = try JSONDecoder().decode(String.self, from: Data(text.utf8))
                #expect(readme.contains(plain), "not in the README: \(plain)")
            }
        }
    }

    @Test(.enabled(if: SchemaValidator.isThere))
    func `the example workspace is valid`() throws {
        let folder = Self.repository.appending(path: "Jobs")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path())
            .filter { $0.hasSuffix(".yaml") }
        #expect(files.count > 5)
        for file in files {
            let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
            let schema: DefinitionSchema = file == "workspace.yaml" ? .workspace : .job
            #expect(try SchemaValidator.faults(of: text, by: schema) == [], "\(file)")
        }
    }

    @Test(
        .enabled(if: SchemaValidator.isThere),
        arguments: [
            ("job: a\nshedule: {every: day}", "$"),
            ("description: no name", "$"),
            ("job: [a]", "$.job"),
            ("job: a\nschedule: daily", "$.schedule"),
            ("job: a\nschedule: {evry: day}", "$.schedule"),
            ("job: a\nextract: {feed: a}", "$.extract"),
            ("job: a\nextract:\n- {feed: a, into: orders, from: b, delete_missing: often}", ""),
            ("job: a\ntransform: {segments: {lapsed: {wher: orders > 1}}}", ""),
            ("job: a\nload:\n- {campaign: a, trigger: confirm, template: a}", "$.load[0]"),
            ("job: a\nload:\n- {export: a, segmnt: b}", "$.load[0]"),
        ])
    func `an unknown key, a missing one and a wrong shape are found`(
        yaml: String, path: String
    ) throws {
        let faults = try SchemaValidator.faults(of: yaml, by: .job)
        #expect(faults.count == 1)
        if !path.isEmpty { #expect(faults == [path]) }
    }

    @Test(
        .enabled(if: SchemaValidator.isThere),
        arguments: [
            ("caps: {topics: all}", "$.caps"), ("mail: {form: a@b.example}", "$.mail"),
            ("mail: {connections: many}", "$.mail.connections"), ("nmae: shop", "$"),
        ])
    func `faults of the settings are found`(yaml: String, path: String) throws {
        let settings = "name: shop\ntimezone: UTC\ncurrency: EUR\n"
        #expect(try SchemaValidator.faults(of: settings, by: .workspace) == [])
        #expect(try SchemaValidator.faults(of: settings + yaml, by: .workspace) == [path])
    }
}

/// Where a key that nobody knows is written, to hear which are known there.
private struct Probe: CustomTestStringConvertible, Sendable {
    /// The schema's name of the mapping.
    let name: String
    var job = ""
    var settings = TestWorkspace.settings

    var testDescription: String { name }

    /// A mapping of a job; `?` stands for the unknown key.
    init(_ name: String, _ job: String) {
        self.name = name
        self.job = job.replacing("?", with: "zzzz9999: 1") + "\n"
    }

    /// A mapping of the settings, added to the bookshop's.
    init(settings name: String, _ added: String) {
        self.name = name
        settings += added.replacing("?", with: "zzzz9999: 1") + "\n"
    }

    /// One that the bookshop's settings have already.
    init(settings name: String, in text: String) {
        self.name = name
        let open = text.dropLast() + ", zzzz9999: 1}"
        settings = settings.replacing(text, with: String(open))
    }
}

extension DefinitionSchemaTests {
    fileprivate static let jobs: [Probe] = [
        Probe("job", "?"),
        Probe("retry", "retry: {times: 3, ?}"),
        Probe("schedule", "schedule: {every: day, ?}"),
        Probe("blackout", "schedule: {every: hour, blackout: {from: 2027-02-06, ?}}"),
        Probe("feed", "extract:\n- {feed: f, into: customers, from: shop, ?}"),
        feed("since", "since: {column: a, ?}"),
        feed("parallel", "parallel: {by: id, ?}"),
        file("ready", "ready: {marker: done, ?}"),
        file("csv", "csv: {?}"),
        Probe("xml", "extract:\n- {feed: f, into: products, from: stores, file: a.xml, xml: {?}}"),
        file("field", "map: {id: {column: a, ?}}"),
        file("split", "map: {id: {column: a, split: {?}}}"),
        file("lookup", "map: {id: {column: a, lookup: {?}}}"),
        file("other_than", "where: {state: {not: a, ?}}"),
        file("expect", "expect: {?}"),
        Probe("transform", "transform: {?}"),
        Probe("programme", "transform: {tiers: {?}}"),
        Probe("level", "transform: {tiers: {levels: [{?}]}}"),
        Probe("segment", "transform: {segments: {a: {where: orders > 1, ?}}}"),
        Probe("export", "load:\n- {export: a, ?}"),
        Probe("campaign", "load:\n- {campaign: a, ?}"),
        campaign("trigger", "trigger: {?}"),
        campaign("birthday", "trigger: {birthday: {?}}"),
        campaign("new_products", "trigger: {new-products: {?}}"),
        campaign("order", "trigger: {order: {days_after: 1, ?}}"),
        campaign("restock", "trigger: {restock: {?}}"),
        campaign("segment_move", "trigger: {segment: {?}}"),
        campaign("tier_move", "trigger: {tier: {?}}"),
        campaign("send", "send: {at: 9:00, ?}"),
        campaign("variant", "variants: [{?}]"),
        campaign("vouchers", "vouchers: {pool: a, ?}"),
        campaign("utm", "utm: {?}"),
        Probe("attributes", "attributes: {?}"),
        Probe("attribute", "attributes: {orders: {a: {type: list, ?}}}"),
    ]

    fileprivate static let settings: [Probe] = [
        Probe(settings: "workspace", "?"),
        Probe(settings: "source", in: "{folder: feeds}"),
        Probe(settings: "mail", "mail: {?}"),
        Probe(settings: "warm_up", "mail: {warm_up: {?}}"),
        Probe(settings: "dkim", "mail: {dkim: {?}}"),
        Probe(settings: "bounces", "mail: {bounces: {?}}"),
        Probe(settings: "topic", in: "{consent: opt-out}"),
        Probe(settings: "cap", "caps: [{?}]"),
        Probe(settings: "quiet_hours", "quiet_hours: {?}"),
        Probe(settings: "alerts", "alerts: {?}"),
        Probe(settings: "webhook", "alerts: {webhook: {?}}"),
        Probe(settings: "digest", "digest: {?}"),
        Probe(settings: "utm", "utm: {?}"),
        Probe(settings: "attributes", "attributes: {?}"),
        Probe(settings: "attribute", "attributes: {orders: {a: {type: list, ?}}}"),
    ]

    private static func feed(_ name: String, _ key: String) -> Probe {
        Probe(name, "extract:\n- {feed: f, into: customers, from: shop, \(key)}")
    }

    private static func file(_ name: String, _ key: String) -> Probe {
        Probe(name, "extract:\n- {feed: f, into: customers, from: stores, file: a.csv, \(key)}")
    }

    private static func campaign(_ name: String, _ key: String) -> Probe {
        Probe(name, "load:\n- {campaign: a, template: birthday, topic: news, \(key)}")
    }
}
