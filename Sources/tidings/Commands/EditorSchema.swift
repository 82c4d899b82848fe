import ArgumentParser
import Definitions

struct EditorSchema: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema by which editors complete and check job files.",
        discussion: """
            In a workspace: tidings schema > job.schema.json; then the first line of a job file is \
            # yaml-language-server: $schema=../job.schema.json. "workspace" prints that of \
            Jobs/workspace.yaml.
            """)

    @Argument(help: "Of what: job or workspace.")
    var kind: DefinitionSchema = .job

    func run() { Console.out(kind.json) }
}

extension DefinitionSchema: ExpressibleByArgument {}
