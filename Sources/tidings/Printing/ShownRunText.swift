import Running

/// A run from the record, with a line for each step.
struct ShownRunText {
    let run: JSONValue

    var lines: [String] {
        let head = "run \(run["run"]): \(run["job"]) for \(run["for"]), attempt \(run["attempt"])"
        let times = "\(run["started_at"]) – \(run["finished_at"])"
        let problem = run["problem"].isEmpty ? [] : ["  \(run["problem"])"]
        return ["\(head): \(run["outcome"])", "  \(times)"] + problem + [""] + steps
    }

    private var steps: [String] {
        var table = TextTable([.left, .left, .left, .left])
        for step in run.elements("steps") {
            table.add([
                step["step"], step["kind"], step["outcome"],
                step["problem"].isEmpty ? figures(of: step) : step["problem"] + tries(of: step),
            ])
        }
        return table.lines()
    }

    /// ` (tried 4 times)`.
    private func tries(of step: JSONValue) -> String {
        step["tries"].isEmpty ? "" : " (tried \(step["tries"]) times)"
    }

    /// The figures that are not 0: `read 1,000, inserted 900`.
    private func figures(of step: JSONValue) -> String {
        guard case .object(let members) = step else { return "" }
        return members.compactMap { member in
            guard case .int(let number) = member.value, number != 0 else { return nil }
            return "\(member.name.replacing("_", with: " ")) \(number.grouped)"
        }.joined(separator: ", ")
    }
}

extension JSONValue {
    /// The elements of an array member of an object.
    func elements(_ name: String) -> [JSONValue] {
        guard case .object(let members) = self,
            case .array(let elements) = members.first(where: { $0.name == name })?.value
        else { return [] }
        return elements
    }
}
