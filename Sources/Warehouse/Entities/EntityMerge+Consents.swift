import Postgres

extension EntityMerge {
    static let consents = EntityMerge(
        stage: .consentStage,
        stageName: "stage_consents",
        key: ["customer_id", "topic"],
        duplicates: [MergeCommand(.consentDuplicates, when: .repeated)],
        delta: [MergeCommand(.consentDelta)],
        count: .deltaCount,
        changes: .consent,
        note: [MergeCommand(.changeDelta, .changes, .transaction)],
        write: [MergeCommand(.consentInsert, .load, .now)],
        noteMissing: [MergeCommand(.consentGone, .changes, .transaction, .job, .feed)],
        missing: [
            MergeCommand(.consentLeave, .job, .feed), MergeCommand(.consentMissing, .job, .feed),
        ],
        tables: ["consent"],
        belongsToLast: true)
}
