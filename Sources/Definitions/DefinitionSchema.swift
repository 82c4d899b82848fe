/// What editors know of definition files: JSON Schemas (draft 2020-12), which complete keys, show
/// what the README says of them, and underline what is unknown.
///
/// They hold shapes alone: what a value may say, and which names there are, `tidings check` knows.
package enum DefinitionSchema: String, CaseIterable, Sendable {
    /// Of a job's file.
    case job
    /// Of `Jobs/workspace.yaml`.
    case workspace

    package var json: String {
        switch self {
        case .job: String(decoding: PackageResources.job_schema_json, as: UTF8.self)
        case .workspace: String(decoding: PackageResources.workspace_schema_json, as: UTF8.self)
        }
    }
}
