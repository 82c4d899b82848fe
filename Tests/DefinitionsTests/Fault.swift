import Testing

/// A faulty file and the texts of all problems that reading its workspace gives.
struct Fault: CustomTestStringConvertible, Sendable {
    let name: String
    let path: String
    let yaml: String
    /// The problems' texts, an empty line between two.
    let expected: String

    init(
        _ name: String, in path: String = "Jobs/a.yaml", _ yaml: String, gives expected: String
    ) {
        self.name = name
        self.path = path
        self.yaml = yaml + "\n"
        self.expected = expected
    }

    var testDescription: String { name }

    /// What reading gives indeed: the file stands among the bookshop's settings.
    var texts: String {
        get throws {
            var files = [
                "Jobs/workspace.yaml": TestWorkspace.settings, "Templates/birthday.html": "",
            ]
            files[path] = yaml
            return try TestWorkspace(files).texts.joined(separator: "\n\n")
        }
    }
}
