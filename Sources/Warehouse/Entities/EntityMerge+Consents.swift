import Postgres

extension EntityMerge {
    static let consents = EntityMerge(
        stage: .consentStage,
        stageName: "stage_consents",
        key: ["customer_id", "topic"],
        duplicates: [MergeCommand(.consentDuplicates, when: .repeated)],
        delta: [MergeCommand(.consentDelta)],
        count: .deltaCount,
        write: [MergeCommand(.consentInsert, .load, .now)],
        missing: [MergeCommand(.consentMissing, .job, .feed)],
        tables: ["consent"],
        belongsToLast: true)
}
