import Postgres

extension EntityMerge {
    /// Rows are lines; the rows of one order id form the order, and share its fate in the count.
    ///
    /// Nearly all orders are plain: each of their lines has a key of its own. These are compared by
    /// their digest alone; the others row by row.
    static let orders = EntityMerge(
        stage: .orderStage,
        stageName: "stage_orders",
        prepare: [
            MergeCommand(.orderRowRuns, .lineKey, when: .notFinal),
            MergeCommand(.orderHeads, .lineKey),
        ],
        keyedTable: "stage_heads",
        key: ["order_id"],
        duplicates: [
            MergeCommand(.orderHeadsJoin, when: .repeated),
            MergeCommand(.orderLines, .lineKey),
            MergeCommand(.orderDuplicates),
        ],
        delta: [
            MergeCommand(.orderDelta, .mapped, .hasLines, when: .comparing),
            MergeCommand(.orderDeltaKey, when: .comparing),
        ]
            + MergeCommand.allNew("stage_heads") + [
                MergeCommand(.orderStagedLines, when: .withLines),
                MergeCommand(
                    MergeCommand.renameView("staged_line", to: "delta_line"),
                    when: .withLines, .filling),
                MergeCommand(.orderDeltaLines, when: .withLines, .comparing),
                MergeCommand(.orderDeltaLineKey, when: .withLines, .comparing),
                MergeCommand(.orderDiffering, .addsLines, when: .withLines, .comparing),
                MergeCommand(.orderSame, when: .withLines, .comparing),
            ],
        count: .orderDeltaCount,
        changes: .order,
        note: [
            MergeCommand(.orderBefore, .changes, .transaction, when: .updating),
            MergeCommand(.orderLineBefore, .changes, .transaction, when: .updating),
            MergeCommand(.changeOrders, .changes, .transaction),
        ],
        write: [
            MergeCommand(.orderInsert, .load),
            MergeCommand(
                .orderUpdate, .mapped, .load, .hasLines, .addsLines, when: .updating),
            MergeCommand(.orderMove, .mapped, .load, .replacesLines, when: .updating),
            MergeCommand(.orderLineMove, when: .keepingLines, .updating),
            MergeCommand(.orderLineLeave, when: .updating),
            MergeCommand(.orderLeave, when: .updating),
            MergeCommand(.orderLineClear, when: .replacingLines, .updating),
            MergeCommand(.orderLineFill, .lineKey, when: .withLines, .filling, .plain),
            MergeCommand(.orderLineInsert, when: .withLines, .filling, .mixed),
            MergeCommand(.orderLineAdd, when: .withLines, .comparing),
        ],
        noteMissing: [MergeCommand(.orderGone, .changes, .transaction, .job, .feed)],
        missing: [
            MergeCommand(.orderMissingLines, .job, .feed),
            MergeCommand(.orderMissing, .job, .feed),
        ],
        tables: ["orders", "order_line"],
        fills: ["orders", "order_line"])
}
