package import Postgres

/// The SQL of this module: one constant for each file in `SQL/`, named after it.
extension Statement {
    static let addressPeople = Statement("address_people", PackageResources.address_people_sql)
    static let bookedForget = Statement("booked_forget", PackageResources.booked_forget_sql)
    static let bookedGather = Statement("booked_gather", PackageResources.booked_gather_sql)
    static let bookedGathered = Statement("booked_gathered", PackageResources.booked_gathered_sql)
    static let bookedIndex = Statement("booked_index", PackageResources.booked_index_sql)
    static let bookedTable = Statement("booked_table", PackageResources.booked_table_sql)
    static let bookedTurn = Statement("booked_turn", PackageResources.booked_turn_sql)
    static let campaignRename = Statement("campaign_rename", PackageResources.campaign_rename_sql)
    static let campaignSince = Statement("campaign_since", PackageResources.campaign_since_sql)
    static let candidateAllocate = Statement(
        "candidate_allocate", PackageResources.candidate_allocate_sql)
    static let candidateClear = Statement("candidate_clear", PackageResources.candidate_clear_sql)
    static let candidateDuplicateAddress = Statement(
        "candidate_duplicate_address", PackageResources.candidate_duplicate_address_sql)
    static let candidateEligible = Statement(
        "candidate_eligible", PackageResources.candidate_eligible_sql)
    static let candidateExpired = Statement(
        "candidate_expired", PackageResources.candidate_expired_sql)
    static let candidateFigures = Statement(
        "candidate_figures", PackageResources.candidate_figures_sql)
    static let candidateGuard = Statement("candidate_guard", PackageResources.candidate_guard_sql)
    static let candidateLastTurn = Statement(
        "candidate_last_turn", PackageResources.candidate_last_turn_sql)
    static let candidateMissingValue = Statement(
        "candidate_missing_value", PackageResources.candidate_missing_value_sql)
    static let candidateOver = Statement("candidate_over", PackageResources.candidate_over_sql)
    static let candidatePlace = Statement("candidate_place", PackageResources.candidate_place_sql)
    static let candidateSettled = Statement(
        "candidate_settled", PackageResources.candidate_settled_sql)
    static let candidateTable = Statement("candidate_table", PackageResources.candidate_table_sql)
    static let candidateTime = Statement("candidate_time", PackageResources.candidate_time_sql)
    static let candidateTurns = Statement("candidate_turns", PackageResources.candidate_turns_sql)
    static let customerLocale = Statement("customer_locale", PackageResources.customer_locale_sql)
    static let deliveryFigures = Statement(
        "delivery_figures", PackageResources.delivery_figures_sql)
    static let eventFollow = Statement("event_follow", PackageResources.event_follow_sql)
    static let eventRename = Statement("event_rename", PackageResources.event_rename_sql)
    static let gatheredTable = Statement("gathered_table", PackageResources.gathered_table_sql)
    static let handOffCandidates = Statement(
        "hand_off_candidates", PackageResources.hand_off_candidates_sql)
    static let handOffExpired = Statement("hand_off_expired", PackageResources.hand_off_expired_sql)
    static let handOffList = Statement("hand_off_list", PackageResources.hand_off_list_sql)
    static let handOffStock = Statement("hand_off_stock", PackageResources.hand_off_stock_sql)
    static let messageFold = Statement("message_fold", PackageResources.message_fold_sql)
    static let messageProductClear = Statement(
        "message_product_clear", PackageResources.message_product_clear_sql)
    static let messageProductRename = Statement(
        "message_product_rename", PackageResources.message_product_rename_sql)
    static let messageProductWrite = Statement(
        "message_product_write", PackageResources.message_product_write_sql)
    static let messageRename = Statement("message_rename", PackageResources.message_rename_sql)
    static let messageWrite = Statement("message_write", PackageResources.message_write_sql)
    static let outboxCancel = Statement("outbox_cancel", PackageResources.outbox_cancel_sql)
    static let outboxClaim = Statement("outbox_claim", PackageResources.outbox_claim_sql)
    static let outboxDone = Statement("outbox_done", PackageResources.outbox_done_sql)
    static let outboxDue = Statement("outbox_due", PackageResources.outbox_due_sql)
    static let outboxHeld = Statement("outbox_held", PackageResources.outbox_held_sql)
    static let outboxNext = Statement("outbox_next", PackageResources.outbox_next_sql)
    static let outboxRelease = Statement("outbox_release", PackageResources.outbox_release_sql)
    static let outboxRename = Statement("outbox_rename", PackageResources.outbox_rename_sql)
    static let outboxSenders = Statement("outbox_senders", PackageResources.outbox_senders_sql)
    static let outboxWrite = Statement("outbox_write", PackageResources.outbox_write_sql)
    static let preferenceCandidates = Statement(
        "preference_candidates", PackageResources.preference_candidates_sql)
    static let preferenceList = Statement("preference_list", PackageResources.preference_list_sql)
    static let productValues = Statement("product_values", PackageResources.product_values_sql)
    static let subscribeWrite = Statement("subscribe_write", PackageResources.subscribe_write_sql)
    static let triggerBirthday = Statement(
        "trigger_birthday", PackageResources.trigger_birthday_sql)
    static let triggerConfirm = Statement("trigger_confirm", PackageResources.trigger_confirm_sql)
    static let triggerNewProducts = Statement(
        "trigger_new_products", PackageResources.trigger_new_products_sql)
    static let triggerRestock = Statement("trigger_restock", PackageResources.trigger_restock_sql)
    static let triggerSegmentEnters = Statement(
        "trigger_segment_enters", PackageResources.trigger_segment_enters_sql)
    static let triggerSegmentIn = Statement(
        "trigger_segment_in", PackageResources.trigger_segment_in_sql)
    static let triggerSegmentLeaves = Statement(
        "trigger_segment_leaves", PackageResources.trigger_segment_leaves_sql)
    static let triggerTier = Statement("trigger_tier", PackageResources.trigger_tier_sql)
    static let unsubscribeWrite = Statement(
        "unsubscribe_write", PackageResources.unsubscribe_write_sql)
    static let waitingClose = Statement("waiting_close", PackageResources.waiting_close_sql)
}

extension Statement {
    /// All of them, for the test that prepares each against the migrated schema.
    package static let campaigns: [Statement] = [
        .addressPeople, .bookedForget, .bookedGather, .bookedGathered, .bookedIndex, .bookedTable,
        .bookedTurn, .campaignRename, .campaignSince, .candidateAllocate, .candidateClear,
        .candidateDuplicateAddress, .candidateEligible, .candidateExpired, .candidateFigures,
        .candidateGuard, .candidateLastTurn, .candidateMissingValue, .candidateOver,
        .candidatePlace, .candidateSettled, .candidateTable, .candidateTime, .candidateTurns,
        .customerLocale, .deliveryFigures, .eventFollow, .eventRename, .gatheredTable,
        .handOffCandidates, .handOffExpired, .handOffList, .handOffStock, .messageFold,
        .messageProductClear, .messageProductRename, .messageProductWrite, .messageRename,
        .messageWrite, .outboxCancel, .outboxClaim, .outboxDone, .outboxDue, .outboxHeld,
        .outboxNext, .outboxRelease, .outboxRename, .outboxSenders, .outboxWrite,
        .preferenceCandidates, .preferenceList, .productValues, .subscribeWrite, .triggerBirthday,
        .triggerConfirm, .triggerNewProducts, .triggerRestock, .triggerSegmentEnters,
        .triggerSegmentIn, .triggerSegmentLeaves, .triggerTier, .unsubscribeWrite, .waitingClose,
    ]
}
