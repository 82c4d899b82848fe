import Audiences
import Definitions
import Warehouse

extension Runner {
    /// Has the last feed of orders tell of those that a run brought and whose money counts nowhere.
    /// Asked when all feeds are through, as the rates may come after the orders.
    func tellOfUnratedOrders(_ run: inout JobRun) async throws {
        let step = run.report.steps.lastIndex { step in
            guard case .feed(let figures) = step.figures, figures.inserted + figures.updated > 0,
                let feed = run.job.feeds.first(where: { $0.name == step.name })
            else { return false }
            return feed.entity == .orders && feed.map.contains { $0.field == "currency" }
        }
        guard let step, case .feed(var figures) = run.report.steps[step].figures else { return }
        let unrated = try await UnratedOrders.all(
            currency: workspace.currency, timezone: workspace.timezone,
            hasRates: workspace.jobs.flatMap(\.feeds).contains { $0.entity == .rates },
            runID: run.report.runID, connections.data)
        guard !unrated.isEmpty else { return }
        figures.warnings += unrated.map(\.line)
        run.report.steps[step].figures = .feed(figures)
        await note(run.report.steps[step], of: run)
    }
}
