import Definitions
import Foundation
import TestKit

/// Another judge of schemas: Python's `jsonschema`, over YAML as 1.2 core has it.
enum SchemaValidator {
    static let isThere = Python.interpreter(importing: modules) != nil
    private static let modules = "jsonschema, yaml"

    /// The paths of what is wrong, as `$.load[0]`.
    static func faults(of yaml: String, by schema: DefinitionSchema) throws -> [String] {
        let given = try JSONEncoder().encode(["schema": schema.json, "yaml": yaml])
        let said = try Python.output(script, importing: modules, input: given)
        return try JSONDecoder().decode([String].self, from: Data(said.utf8))
    }

    private static let script = #"""
        import sys, json, re, yaml, jsonschema
        given = json.load(sys.stdin)
        class Core(yaml.SafeLoader): pass
        Core.yaml_implicit_resolvers = {}
        for tag, pattern, first in [
            ("bool", r"^(true|True|TRUE|false|False|FALSE)$", "tTfF"),
            ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
            ("float", r"^[-+]?(\.[0-9]+|[0-9]+\.[0-9]*)$", "-+.0123456789"),
            ("null", r"^(~|null|Null|NULL|)$", ["~", "n", "N", ""])]:
            Core.add_implicit_resolver("tag:yaml.org,2002:" + tag, re.compile(pattern), first)
        schema = json.loads(given["schema"])
        jsonschema.Draft202012Validator.check_schema(schema)
        found = jsonschema.Draft202012Validator(schema).iter_errors(
            yaml.load(given["yaml"], Core))
        print(json.dumps([error.json_path for error in found]))
        """#
}
