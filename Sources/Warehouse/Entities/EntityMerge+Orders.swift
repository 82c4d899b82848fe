import Postgres

extension EntityMerge {
    /// Rows are lines; the rows of one order id form the order, and share its fate in the count.
    ///
    /// Nearly all orders are plain: each of their lines has a key of its own. These are compared by
    /// their digest alone; the others row by row.
    static let orders = EntityMerge(
        stage: .orderStage,
        stageName: "stage_orders",
        duplicates: [
            MergeCommand(.orderHeads, .lineKey),
            MergeCommand(.orderLines, .lineKey),
            MergeCommand(.orderDuplicates),
        ],
        delta: [MergeCommand(.orderDelta, .mapped, .hasLines, when: .comparing)]
            + MergeCommand.allNew("stage_heads") + [
                MergeCommand(.orderStagedLines, when: .withLines),
                MergeCommand(.orderSame, .addsLines, when: .withLines, .comparing),
            ],
        count: .orderDeltaCount,
        write: [
            MergeCommand(.orderInsert, .load),
            MergeCommand(
                .orderUpdate, .mapped, .load, .hasLines, .addsLines, when: .updating),
            MergeCommand(.orderMove, .mapped, .load, .replacesLines, when: .updating),
            MergeCommand(.orderLineMove, when: .keepingLines, .updating),
            MergeCommand(.orderLineLeave, when: .updating),
            MergeCommand(.orderLeave, when: .updating),
            MergeCommand(.orderLineClear, when: .replacingLines, .updating),
            MergeCommand(.orderLineInsert, when: .insertingLines),
            MergeCommand(.orderLineAdd, when: .addingLines),
        ],
        missing: [
            MergeCommand(.orderMissingLines, .job, .feed),
            MergeCommand(.orderMissing, .job, .feed),
        ],
        tables: ["orders", "order_line"],
        fills: ["orders", "order_line"])
}
