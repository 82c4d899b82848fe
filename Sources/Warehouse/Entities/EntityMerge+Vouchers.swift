import Postgres

extension EntityMerge {
    static let vouchers = EntityMerge(
        stage: .voucherStage,
        stageName: "stage_vouchers",
        duplicates: [MergeCommand(.voucherDuplicates)],
        delta: [MergeCommand(.voucherDelta, .mapped)],
        count: .deltaCount,
        write: [
            MergeCommand(.voucherInsert, .load),
            MergeCommand(.voucherUpdate, .mapped, .load),
        ],
        missing: [MergeCommand(.voucherMissing, .job, .feed)],
        tables: ["voucher"])
}
