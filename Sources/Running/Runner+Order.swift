package import Definitions
package import Problems

extension Runner {
    /// The jobs in the order of their `after`, otherwise as they came.
    func ordered(_ jobs: [Job], _ options: RunOptions) throws(Problem) -> [Job] {
        if let only = options.only { try checkStep(only, in: jobs) }
        var ordered: [Job] = []
        var waiting = jobs
        while !waiting.isEmpty {
            let names = Set(waiting.map(\.name))
            // The workspace was checked: `after` makes no circle, so somebody is always free.
            let free = waiting.filter { !names.contains($0.after ?? "") }
            guard !free.isEmpty else { return ordered + waiting }
            ordered += free
            waiting.removeAll { job in free.contains { $0.name == job.name } }
        }
        return ordered
    }

    private func checkStep(_ step: String, in jobs: [Job]) throws(Problem) {
        let steps = jobs.flatMap(\.stepNames)
        guard steps.contains(step) else { throw Self.noStep(step, among: steps) }
    }

    private static func noStep(_ step: String, among steps: [String]) -> Problem {
        Problem(
            .usage, "no step is named \"\(step)\"",
            hint: Suggestion.hint(for: step, among: steps, known: "steps"))
    }
}

extension Runner {
    /// The named jobs, or all.
    package func jobs(named names: [String]) throws(Problem) -> [Job] {
        try workspace.jobs(named: names)
    }
}

extension Workspace {
    /// The named jobs, or all.
    package func jobs(named names: [String]) throws(Problem) -> [Job] {
        guard !names.isEmpty else { return jobs }
        var named: [Job] = []
        for name in names {
            guard let job = jobs.first(where: { $0.name == name }) else { throw noJob(name) }
            named.append(job)
        }
        return named
    }

    private func noJob(_ name: String) -> Problem {
        Problem(
            .usage, "there is no job \"\(name)\"",
            hint: Suggestion.hint(for: name, among: jobs.map(\.name), known: "jobs"))
    }
}

extension Job {
    /// The names of all steps, in the order in which they run.
    package var stepNames: [String] {
        feeds.map(\.name) + programmes.map(\.name) + segments.map(\.name)
            + exports.map(\.name) + campaigns.map(\.name)
    }
}
