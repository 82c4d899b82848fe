import Postgres

extension EntityMerge {
    static let products = EntityMerge(
        stage: .productStage,
        stageName: "stage_products",
        duplicates: [MergeCommand(.productDuplicates)],
        delta: [MergeCommand(.productDelta, .mapped)],
        count: .deltaCount,
        write: [
            MergeCommand(.productInsert, .load, .now, .isFirst),
            MergeCommand(.productUpdate, .mapped, .load),
        ],
        missing: [MergeCommand(.productMissing, .job, .feed)],
        tables: ["product"])
}
