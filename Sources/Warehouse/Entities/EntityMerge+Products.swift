import Postgres

extension EntityMerge {
    static let products = EntityMerge(
        stage: .productStage,
        stageName: "stage_products",
        key: ["product_id"],
        duplicates: [MergeCommand(.productDuplicates, when: .repeated)],
        delta: [MergeCommand(.productDelta, .mapped, when: .comparing)]
            + MergeCommand.allNew("stage_products"),
        count: .deltaCount,
        changes: .product,
        note: [
            MergeCommand(.changeProducts, .changes, .transaction, .mapped),
            MergeCommand(.changeOffers, .transaction, .mapped),
        ],
        write: [
            MergeCommand(.productInsert, .load, .now, .isFirst),
            MergeCommand(.productUpdate, .mapped, .load, when: .updating),
        ],
        missing: [MergeCommand(.productMissing, .job, .feed)],
        tables: ["product"],
        fills: ["product"],
        straightTable: "product")
}
