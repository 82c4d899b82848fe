import Definitions
import Foundation
import Testing

/// Another judge of schemas: Python's `jsonschema`, over YAML as 1.2 core has it.
enum SchemaValidator {
    private static let python = "/usr/bin/python3"

    static let isThere: Bool = {
        let process = Process()
        process.executableURL = URL(filePath: python)
        process.arguments = ["-c", "import jsonschema, yaml"]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }  // There is no Python.
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    /// The paths of what is wrong, as `$.load[0]`.
    static func faults(of yaml: String, by schema: DefinitionSchema) throws -> [String] {
        let process = Process()
        process.executableURL = URL(filePath: python)
        process.arguments = ["-c", script]
        let input = Pipe()
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try input.fileHandleForWriting.write(
            contentsOf: JSONEncoder().encode(["schema": schema.json, "yaml": yaml]))
        try input.fileHandleForWriting.close()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return try JSONDecoder().decode([String].self, from: data)
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
