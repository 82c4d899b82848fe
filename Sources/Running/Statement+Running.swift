package import Postgres

/// The SQL of this module: one constant for each file in `SQL/`, named after it.
extension Statement {
    static let campaignDay = Statement("campaign_day", PackageResources.campaign_day_sql)
    static let exportColumns = Statement("export_columns", PackageResources.export_columns_sql)
    static let messageList = Statement("message_list", PackageResources.message_list_sql)
    static let moveList = Statement("move_list", PackageResources.move_list_sql)
    static let runAbandoned = Statement("run_abandoned", PackageResources.run_abandoned_sql)
    static let runBegin = Statement("run_begin", PackageResources.run_begin_sql)
    static let runEnd = Statement("run_end", PackageResources.run_end_sql)
    static let runGet = Statement("run_get", PackageResources.run_get_sql)
    static let runLastOutcome = Statement("run_last_outcome", PackageResources.run_last_outcome_sql)
    static let runList = Statement("run_list", PackageResources.run_list_sql)
    static let segmentHistory = Statement("segment_history", PackageResources.segment_history_sql)
    static let segmentList = Statement("segment_list", PackageResources.segment_list_sql)
    static let segmentMembers = Statement("segment_members", PackageResources.segment_members_sql)
    static let segmentMoves = Statement("segment_moves", PackageResources.segment_moves_sql)
    static let stepList = Statement("step_list", PackageResources.step_list_sql)
    static let stepWrite = Statement("step_write", PackageResources.step_write_sql)
    static let tierHistory = Statement("tier_history", PackageResources.tier_history_sql)
    static let tierList = Statement("tier_list", PackageResources.tier_list_sql)
    static let tierMembers = Statement("tier_members", PackageResources.tier_members_sql)
    static let tierPeriods = Statement("tier_periods", PackageResources.tier_periods_sql)
}

extension Statement {
    /// All of them, for the test that prepares each against the migrated schema.
    package static let running: [Statement] = [
        .campaignDay, .exportColumns, .messageList, .moveList, .runAbandoned, .runBegin, .runEnd,
        .runGet,
        .runLastOutcome, .runList, .segmentHistory, .segmentList, .segmentMembers, .segmentMoves,
        .stepList, .stepWrite, .tierHistory, .tierList,
        .tierMembers, .tierPeriods,
    ]
}
