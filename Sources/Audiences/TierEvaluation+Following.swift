package import Definitions
package import Foundation
package import Postgres
import Warehouse

extension TierEvaluation {
    /// Evaluates a programme for those who can have changed since it last was: by changes of their
    /// rows (``ChangeLog``), or by time alone (``Dependencies``).
    ///
    /// - Parameters:
    ///   - everybody: whether everybody is looked at, whoever can have changed.
    ///   - figures: what its job asks of orders. Defaults to what the programme asks.
    ///   - asOf, instant, runID, baseline: as in ``evaluate(_:of:asOf:at:runID:baseline:amounts:_:)``.
    package func follow(
        _ programme: TierProgramme, asOf: Date, at instant: Date, runID: Int,
        baseline: Bool = false, everybody: Bool = false, figures: JobFigures? = nil,
        _ connection: Connection
    ) async throws -> TierFigures {
        try await ChangeLog(connection).begin()
        let day = AsOf(asOf, in: timezone)
        // Before the figures read anything: what they do not have yet is to be followed.
        let seen = try await EvaluationRecord.snapshot(connection)
        let kept = try await OrderFigures(
            figures: figures
                ?? JobFigures(
                    job: "tiers \(programme.name)", segments: [], programmes: [programme]),
            asOf: day, currency: currency, connection: connection
        ).follow(everybody: everybody, at: instant)
        let record = try await EvaluationRecord.read(.tiers, programme.name, connection)
        let money = Money(
            currency: currency, hasRates: programme.metric.hasRates, zone: timezone.identifier)
        var touched: Touched?
        if let record, !everybody {
            touched = changed(programme, since: record, asOf: day, money)
        }
        let isOfEveryone = try await touched?.fill("tier_touched", connection) != true
        let figures = try await evaluate(
            programme, of: isOfEveryone ? .everyone : .touched("tier_touched"), asOf: asOf,
            at: instant, runID: runID, baseline: baseline,
            amounts: {
                compiler(asOf: asOf).amounts(
                    of: programme.metric, restrictedTo: $0, figures: kept)
            }, connection)
        let now = EvaluationRecord(
            seen: seen, asOf: asOf, basis: money.basis,
            customers: isOfEveryone ? figures.evaluated : record?.customers ?? figures.evaluated)
        try await now.write(.tiers, programme.name, at: instant, connection)
        return figures
    }

    /// Nil when it cannot be said who changed.
    private func changed(
        _ programme: TierProgramme, since record: EvaluationRecord, asOf: AsOf, _ money: Money
    ) -> Touched? {
        var dependencies = Dependencies(of: programme.metric)
        // A return takes back what it earned.
        dependencies.follow(.order)
        guard dependencies.everyone.isEmpty else { return nil }
        return Touched(dependencies, since: record, asOf: asOf, money: money)
    }
}
