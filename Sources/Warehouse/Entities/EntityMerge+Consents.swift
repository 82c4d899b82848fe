import Postgres

extension EntityMerge {
    static let consents = EntityMerge(
        stage: .consentStage,
        stageName: "stage_consents",
        duplicates: [MergeCommand(.consentDuplicates)],
        delta: [MergeCommand(.consentDelta)],
        count: .deltaCount,
        write: [MergeCommand(.consentInsert, .load, .now)],
        missing: [MergeCommand(.consentMissing, .job, .feed)],
        tables: ["consent"],
        belongsToLast: true)
}
