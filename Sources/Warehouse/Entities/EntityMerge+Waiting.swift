import Postgres

extension EntityMerge {
    static let waiting = EntityMerge(
        stage: .waitingStage,
        stageName: "stage_waiting",
        key: ["customer_id", "product_id"],
        duplicates: [MergeCommand(.waitingDuplicates, when: .repeated)],
        delta: [MergeCommand(.waitingDelta, .mapped)],
        count: .deltaCount,
        changes: .waiting,
        note: [MergeCommand(.changeDelta, .changes, .transaction)],
        write: [
            MergeCommand(.waitingInsert, .load, .now),
            MergeCommand(.waitingUpdate, .mapped, .load),
        ],
        noteMissing: [MergeCommand(.waitingGone, .changes, .transaction, .job, .feed)],
        missing: [MergeCommand(.waitingMissing, .job, .feed)],
        tables: ["waiting"])
}
