package import Postgres

/// The SQL of this module: one constant for each file in `SQL/`, named after it.
extension Statement {
    static let arrivalNote = Statement("arrival_note", PackageResources.arrival_note_sql)
    static let campaignDay = Statement("campaign_day", PackageResources.campaign_day_sql)
    static let databaseFacts = Statement("database_facts", PackageResources.database_facts_sql)
    static let digestMail = Statement("digest_mail", PackageResources.digest_mail_sql)
    static let digestRuns = Statement("digest_runs", PackageResources.digest_runs_sql)
    static let digestSteps = Statement("digest_steps", PackageResources.digest_steps_sql)
    static let digestSuppressed = Statement(
        "digest_suppressed", PackageResources.digest_suppressed_sql)
    static let exportColumns = Statement("export_columns", PackageResources.export_columns_sql)
    static let historyArrivals = Statement(
        "history_arrivals", PackageResources.history_arrivals_sql)
    static let historyFrames = Statement("history_frames", PackageResources.history_frames_sql)
    static let historyIncidents = Statement(
        "history_incidents", PackageResources.history_incidents_sql)
    static let historyNotices = Statement("history_notices", PackageResources.history_notices_sql)
    static let historyRejects = Statement("history_rejects", PackageResources.history_rejects_sql)
    static let historyRuns = Statement("history_runs", PackageResources.history_runs_sql)
    static let historySizes = Statement("history_sizes", PackageResources.history_sizes_sql)
    static let historyTicks = Statement("history_ticks", PackageResources.history_ticks_sql)
    static let incidentBegin = Statement("incident_begin", PackageResources.incident_begin_sql)
    static let incidentEnd = Statement("incident_end", PackageResources.incident_end_sql)
    static let incidentLock = Statement("incident_lock", PackageResources.incident_lock_sql)
    static let incidentOpen = Statement("incident_open", PackageResources.incident_open_sql)
    static let incidentSeen = Statement("incident_seen", PackageResources.incident_seen_sql)
    static let incidentTell = Statement("incident_tell", PackageResources.incident_tell_sql)
    static let logList = Statement("log_list", PackageResources.log_list_sql)
    static let logWrite = Statement("log_write", PackageResources.log_write_sql)
    static let messageList = Statement("message_list", PackageResources.message_list_sql)
    static let moveList = Statement("move_list", PackageResources.move_list_sql)
    static let noticeAdd = Statement("notice_add", PackageResources.notice_add_sql)
    static let noticeClaim = Statement("notice_claim", PackageResources.notice_claim_sql)
    static let noticeMade = Statement("notice_made", PackageResources.notice_made_sql)
    static let noticeNext = Statement("notice_next", PackageResources.notice_next_sql)
    static let noticeSettle = Statement("notice_settle", PackageResources.notice_settle_sql)
    static let runAbandoned = Statement("run_abandoned", PackageResources.run_abandoned_sql)
    static let runBegin = Statement("run_begin", PackageResources.run_begin_sql)
    static let runDoneDates = Statement("run_done_dates", PackageResources.run_done_dates_sql)
    static let runEnd = Statement("run_end", PackageResources.run_end_sql)
    static let runFirstLoad = Statement("run_first_load", PackageResources.run_first_load_sql)
    static let runGet = Statement("run_get", PackageResources.run_get_sql)
    static let runLastOutcome = Statement("run_last_outcome", PackageResources.run_last_outcome_sql)
    static let runLastSuccess = Statement("run_last_success", PackageResources.run_last_success_sql)
    static let runLeaseBreak = Statement("run_lease_break", PackageResources.run_lease_break_sql)
    static let runLeaseFence = Statement("run_lease_fence", PackageResources.run_lease_fence_sql)
    static let runLeaseRenew = Statement("run_lease_renew", PackageResources.run_lease_renew_sql)
    static let runLeaseSessions = Statement(
        "run_lease_sessions", PackageResources.run_lease_sessions_sql)
    static let runLeaseTake = Statement("run_lease_take", PackageResources.run_lease_take_sql)
    static let runList = Statement("run_list", PackageResources.run_list_sql)
    static let runOrphans = Statement("run_orphans", PackageResources.run_orphans_sql)
    static let runRunning = Statement("run_running", PackageResources.run_running_sql)
    static let runStop = Statement("run_stop", PackageResources.run_stop_sql)
    static let scheduleBegin = Statement("schedule_begin", PackageResources.schedule_begin_sql)
    static let scheduleGet = Statement("schedule_get", PackageResources.schedule_get_sql)
    static let scheduleMark = Statement("schedule_mark", PackageResources.schedule_mark_sql)
    static let scheduleMove = Statement("schedule_move", PackageResources.schedule_move_sql)
    static let segmentHistory = Statement("segment_history", PackageResources.segment_history_sql)
    static let segmentList = Statement("segment_list", PackageResources.segment_list_sql)
    static let segmentMembers = Statement("segment_members", PackageResources.segment_members_sql)
    static let segmentMoves = Statement("segment_moves", PackageResources.segment_moves_sql)
    static let serveCounts = Statement("serve_counts", PackageResources.serve_counts_sql)
    static let stepDone = Statement("step_done", PackageResources.step_done_sql)
    static let stepList = Statement("step_list", PackageResources.step_list_sql)
    static let stepWrite = Statement("step_write", PackageResources.step_write_sql)
    static let tickAdd = Statement("tick_add", PackageResources.tick_add_sql)
    static let tickDrop = Statement("tick_drop", PackageResources.tick_drop_sql)
    static let tickDropOthers = Statement("tick_drop_others", PackageResources.tick_drop_others_sql)
    static let tickDue = Statement("tick_due", PackageResources.tick_due_sql)
    static let tickList = Statement("tick_list", PackageResources.tick_list_sql)
    static let tickSettle = Statement("tick_settle", PackageResources.tick_settle_sql)
    static let tickTake = Statement("tick_take", PackageResources.tick_take_sql)
    static let tierHistory = Statement("tier_history", PackageResources.tier_history_sql)
    static let tierList = Statement("tier_list", PackageResources.tier_list_sql)
    static let tierMembers = Statement("tier_members", PackageResources.tier_members_sql)
    static let tierPeriods = Statement("tier_periods", PackageResources.tier_periods_sql)
    static let troubleLate = Statement("trouble_late", PackageResources.trouble_late_sql)
    static let troubleMissed = Statement("trouble_missed", PackageResources.trouble_missed_sql)
    static let troubleRuns = Statement("trouble_runs", PackageResources.trouble_runs_sql)
    static let troubleUnknown = Statement("trouble_unknown", PackageResources.trouble_unknown_sql)
    static let unknownList = Statement("unknown_list", PackageResources.unknown_list_sql)
    static let zoneOffsets = Statement("zone_offsets", PackageResources.zone_offsets_sql)
}

extension Statement {
    /// All of them, for the test that prepares each against the migrated schema.
    package static let running: [Statement] = [
        .campaignDay, .databaseFacts, .digestMail, .digestRuns, .digestSteps, .digestSuppressed,
        .exportColumns, .historyFrames, .historyIncidents, .historyNotices, .historyRejects,
        .historyRuns, .historySizes, .historyTicks, .incidentBegin, .incidentEnd, .incidentLock,
        .incidentOpen, .incidentSeen, .incidentTell, .logList, .logWrite, .messageList, .moveList,
        .noticeAdd, .noticeClaim, .noticeMade, .noticeNext, .noticeSettle, .runAbandoned, .runBegin,
        .runDoneDates, .runEnd, .runGet, .runLastOutcome, .runLastSuccess, .runLeaseBreak,
        .runLeaseFence, .runLeaseRenew, .runLeaseTake, .runList, .runOrphans, .runRunning, .runStop,
        .scheduleBegin, .scheduleGet, .scheduleMark, .scheduleMove, .segmentHistory, .segmentList,
        .segmentMembers, .segmentMoves, .serveCounts, .stepDone, .stepList, .stepWrite, .tickAdd,
        .tickDrop, .tickDropOthers, .tickDue, .tickList, .tickSettle, .tickTake, .tierHistory,
        .tierList, .tierMembers, .tierPeriods, .troubleLate, .troubleMissed, .troubleRuns,
        .troubleUnknown, .unknownList, .zoneOffsets,
    ]
}
