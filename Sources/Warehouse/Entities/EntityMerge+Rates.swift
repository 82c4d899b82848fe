import Postgres

extension EntityMerge {
    static let rates = EntityMerge(
        stage: .rateStage,
        stageName: "stage_rates",
        duplicates: [MergeCommand(.rateDuplicates)],
        delta: [MergeCommand(.rateDelta)],
        count: .deltaCount,
        changes: .rate,
        note: [MergeCommand(.changeRates, .changes, .transaction)],
        write: [MergeCommand(.rateInsert, .load), MergeCommand(.rateUpdate, .load)],
        missing: [MergeCommand(.rateMissing, .job, .feed)],
        tables: ["rate"])
}
