import Postgres

extension EntityMerge {
    static let stock = EntityMerge(
        stage: .stockStage,
        stageName: "stage_stock",
        key: ["product_id"],
        duplicates: [MergeCommand(.stockDuplicates, when: .repeated)],
        delta: [MergeCommand(.stockDelta, .mapped)],
        count: .deltaCount,
        write: [
            MergeCommand(.stockArrivals, .load, .now, when: .notFirst),
            MergeCommand(.stockInsert, .load),
            MergeCommand(.stockUpdate, .load),
        ],
        missing: [MergeCommand(.stockMissing, .job, .feed)],
        tables: ["stock"])
}
