import Postgres

extension EntityMerge {
    static let customers = EntityMerge(
        stage: .customerStage,
        stageName: "stage_customers",
        key: ["customer_id"],
        duplicates: [MergeCommand(.customerDuplicates, when: .repeated)],
        delta: [
            MergeCommand(.customerCandidates, when: .comparingSome),
            MergeCommand(.customerAnswers, .topics, when: .comparingSome),
            MergeCommand(.customerDelta, .mapped, when: .comparing),
        ] + MergeCommand.allNew("stage_customers"),
        count: .deltaCount,
        changes: .customer,
        note: [MergeCommand(.changeDelta, .changes, .transaction)],
        write: [
            MergeCommand(.customerInsert, .load),
            MergeCommand(.customerUpdate, .mapped, .load, when: .updating),
            MergeCommand(
                .customerConsentsFill, .load, .now, .topics, when: .fillingAll, .withConsents),
            MergeCommand(.customerConsents, .load, .now, when: .comparingSome, .withConsents),
            MergeCommand(
                .customerConsentsChanged, .load, .now, when: .comparingSome, .withConsents),
        ],
        noteMissing: [MergeCommand(.customerGone, .changes, .transaction, .job, .feed)],
        missing: [MergeCommand(.customerMissing, .job, .feed)],
        tables: ["customer", "consent"],
        fills: ["customer", "consent"],
        straightTable: "customer")
}
