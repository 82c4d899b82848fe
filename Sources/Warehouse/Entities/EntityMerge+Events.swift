import Postgres

extension EntityMerge {
    /// Facts: new ones are added, known ones stay as they are, none is removed.
    static let events = EntityMerge(
        stage: .eventStage,
        stageName: "stage_events",
        lookup: [.eventPeople, .eventUnresolved],
        duplicates: [MergeCommand(.eventDuplicates)],
        delta: [MergeCommand(.eventDelta)],
        count: .eventDeltaCount,
        changes: .event,
        note: [MergeCommand(.changeDelta, .changes, .transaction)],
        write: [MergeCommand(.eventInsert, .load)],
        missing: [],
        tables: ["event"])
}
