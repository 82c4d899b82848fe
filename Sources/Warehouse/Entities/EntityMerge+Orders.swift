import Postgres

extension EntityMerge {
    /// Rows are lines; the rows of one order id form the order, and share its fate in the count.
    static let orders = EntityMerge(
        stage: .orderStage,
        stageName: "stage_orders",
        duplicates: [
            MergeCommand(.orderLines, .lineKey),
            MergeCommand(.orderDuplicates, .lineKey),
        ],
        delta: [
            MergeCommand(.orderHeads),
            MergeCommand(.orderDelta, .mapped, .hasLines, .addsLines),
        ],
        count: .orderDeltaCount,
        write: [
            MergeCommand(.orderInsert, .mapped, .load),
            MergeCommand(.orderLineMove, when: .keepingLines),
            MergeCommand(.orderLineLeave),
            MergeCommand(.orderLeave),
            MergeCommand(.orderLineClear, when: .replacingLines),
            MergeCommand(.orderLineInsert, when: .withLines),
        ],
        missing: [
            MergeCommand(.orderMissingLines, .job, .feed),
            MergeCommand(.orderMissing, .job, .feed),
        ],
        tables: ["orders", "order_line"])
}
