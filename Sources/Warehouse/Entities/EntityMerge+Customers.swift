import Postgres

extension EntityMerge {
    static let customers = EntityMerge(
        stage: .customerStage,
        stageName: "stage_customers",
        duplicates: [MergeCommand(.customerDuplicates)],
        delta: [MergeCommand(.customerDelta, .mapped)],
        count: .deltaCount,
        write: [
            MergeCommand(.customerInsert, .load),
            MergeCommand(.customerUpdate, .mapped, .load),
            MergeCommand(.customerConsents, .load, .now),
        ],
        missing: [MergeCommand(.customerMissing, .job, .feed)],
        tables: ["customer", "consent"])
}
