package import Postgres

/// The SQL of this module: one constant for each file in `SQL/`, named after it.
extension Statement {
    static let addressPeople = Statement("address_people", PackageResources.address_people_sql)
    static let backtestBooked = Statement("backtest_booked", PackageResources.backtest_booked_sql)
    static let backtestFigures = Statement(
        "backtest_figures", PackageResources.backtest_figures_sql)
    static let backtestNamed = Statement("backtest_named", PackageResources.backtest_named_sql)
    static let backtestTime = Statement("backtest_time", PackageResources.backtest_time_sql)
    static let backtestTurns = Statement("backtest_turns", PackageResources.backtest_turns_sql)
    static let bookedAnalyze = Statement("booked_analyze", PackageResources.booked_analyze_sql)
    static let bookedForget = Statement("booked_forget", PackageResources.booked_forget_sql)
    static let bookedGather = Statement("booked_gather", PackageResources.booked_gather_sql)
    static let bookedGathered = Statement("booked_gathered", PackageResources.booked_gathered_sql)
    static let bookedMovable = Statement("booked_movable", PackageResources.booked_movable_sql)
    static let bookedTable = Statement("booked_table", PackageResources.booked_table_sql)
    static let bookedTurn = Statement("booked_turn", PackageResources.booked_turn_sql)
    static let bounceLift = Statement("bounce_lift", PackageResources.bounce_lift_sql)
    static let bounceRefused = Statement("bounce_refused", PackageResources.bounce_refused_sql)
    static let campaignRename = Statement("campaign_rename", PackageResources.campaign_rename_sql)
    static let campaignSince = Statement("campaign_since", PackageResources.campaign_since_sql)
    static let candidateAllocate = Statement(
        "candidate_allocate", PackageResources.candidate_allocate_sql)
    static let candidateAnalyze = Statement(
        "candidate_analyze", PackageResources.candidate_analyze_sql)
    static let candidateClear = Statement("candidate_clear", PackageResources.candidate_clear_sql)
    static let candidateDuplicateAddress = Statement(
        "candidate_duplicate_address", PackageResources.candidate_duplicate_address_sql)
    static let candidateEligible = Statement(
        "candidate_eligible", PackageResources.candidate_eligible_sql)
    static let candidateExpired = Statement(
        "candidate_expired", PackageResources.candidate_expired_sql)
    static let candidateFigures = Statement(
        "candidate_figures", PackageResources.candidate_figures_sql)
    static let candidateFill = Statement("candidate_fill", PackageResources.candidate_fill_sql)
    static let candidateGuard = Statement("candidate_guard", PackageResources.candidate_guard_sql)
    static let candidateHoldOut = Statement(
        "candidate_hold_out", PackageResources.candidate_hold_out_sql)
    static let candidateListed = Statement(
        "candidate_listed", PackageResources.candidate_listed_sql)
    static let candidateMissingValue = Statement(
        "candidate_missing_value", PackageResources.candidate_missing_value_sql)
    static let candidateNoVoucher = Statement(
        "candidate_no_voucher", PackageResources.candidate_no_voucher_sql)
    static let candidatePlace = Statement("candidate_place", PackageResources.candidate_place_sql)
    static let candidateQuiet = Statement("candidate_quiet", PackageResources.candidate_quiet_sql)
    static let candidateSettled = Statement(
        "candidate_settled", PackageResources.candidate_settled_sql)
    static let candidateTable = Statement("candidate_table", PackageResources.candidate_table_sql)
    static let candidateTurns = Statement("candidate_turns", PackageResources.candidate_turns_sql)
    static let customerLocale = Statement("customer_locale", PackageResources.customer_locale_sql)
    static let deliveryFigures = Statement(
        "delivery_figures", PackageResources.delivery_figures_sql)
    static let displacedDrop = Statement("displaced_drop", PackageResources.displaced_drop_sql)
    static let displacedGather = Statement(
        "displaced_gather", PackageResources.displaced_gather_sql)
    static let displacedMove = Statement("displaced_move", PackageResources.displaced_move_sql)
    static let displacedOutbox = Statement(
        "displaced_outbox", PackageResources.displaced_outbox_sql)
    static let displacedOutboxDrop = Statement(
        "displaced_outbox_drop", PackageResources.displaced_outbox_drop_sql)
    static let displacedWrite = Statement("displaced_write", PackageResources.displaced_write_sql)
    static let eventFollow = Statement("event_follow", PackageResources.event_follow_sql)
    static let eventRename = Statement("event_rename", PackageResources.event_rename_sql)
    static let explainCandidate = Statement(
        "explain_candidate", PackageResources.explain_candidate_sql)
    static let explainCaps = Statement("explain_caps", PackageResources.explain_caps_sql)
    static let explainReason = Statement("explain_reason", PackageResources.explain_reason_sql)
    static let gatheredTable = Statement("gathered_table", PackageResources.gathered_table_sql)
    static let handOffBooked = Statement("hand_off_booked", PackageResources.hand_off_booked_sql)
    static let handOffCandidates = Statement(
        "hand_off_candidates", PackageResources.hand_off_candidates_sql)
    static let handOffExpired = Statement("hand_off_expired", PackageResources.hand_off_expired_sql)
    static let handOffInHand = Statement("hand_off_in_hand", PackageResources.hand_off_in_hand_sql)
    static let handOffList = Statement("hand_off_list", PackageResources.hand_off_list_sql)
    static let handOffQuiet = Statement("hand_off_quiet", PackageResources.hand_off_quiet_sql)
    static let handOffStock = Statement("hand_off_stock", PackageResources.hand_off_stock_sql)
    static let mailStopBegin = Statement("mail_stop_begin", PackageResources.mail_stop_begin_sql)
    static let mailStopEnd = Statement("mail_stop_end", PackageResources.mail_stop_end_sql)
    static let mailStopRead = Statement("mail_stop_read", PackageResources.mail_stop_read_sql)
    static let messageFold = Statement("message_fold", PackageResources.message_fold_sql)
    static let messageProductClear = Statement(
        "message_product_clear", PackageResources.message_product_clear_sql)
    static let messageProductRename = Statement(
        "message_product_rename", PackageResources.message_product_rename_sql)
    static let messageProductWrite = Statement(
        "message_product_write", PackageResources.message_product_write_sql)
    static let messagePutOff = Statement("message_put_off", PackageResources.message_put_off_sql)
    static let messageRename = Statement("message_rename", PackageResources.message_rename_sql)
    static let messageUnknown = Statement("message_unknown", PackageResources.message_unknown_sql)
    static let messageWrite = Statement("message_write", PackageResources.message_write_sql)
    static let namedAnalyze = Statement("named_analyze", PackageResources.named_analyze_sql)
    static let namedClear = Statement("named_clear", PackageResources.named_clear_sql)
    static let namedSettled = Statement("named_settled", PackageResources.named_settled_sql)
    static let namedTable = Statement("named_table", PackageResources.named_table_sql)
    static let outboxAgain = Statement("outbox_again", PackageResources.outbox_again_sql)
    static let outboxCancel = Statement("outbox_cancel", PackageResources.outbox_cancel_sql)
    static let outboxClaim = Statement("outbox_claim", PackageResources.outbox_claim_sql)
    static let outboxDone = Statement("outbox_done", PackageResources.outbox_done_sql)
    static let outboxDue = Statement("outbox_due", PackageResources.outbox_due_sql)
    static let outboxHeld = Statement("outbox_held", PackageResources.outbox_held_sql)
    static let outboxKeep = Statement("outbox_keep", PackageResources.outbox_keep_sql)
    static let outboxNext = Statement("outbox_next", PackageResources.outbox_next_sql)
    static let outboxRelease = Statement("outbox_release", PackageResources.outbox_release_sql)
    static let outboxRename = Statement("outbox_rename", PackageResources.outbox_rename_sql)
    static let outboxSenders = Statement("outbox_senders", PackageResources.outbox_senders_sql)
    static let outboxWrite = Statement("outbox_write", PackageResources.outbox_write_sql)
    static let planningLock = Statement("planning_lock", PackageResources.planning_lock_sql)
    static let pacePrune = Statement("pace_prune", PackageResources.pace_prune_sql)
    static let paceRead = Statement("pace_read", PackageResources.pace_read_sql)
    static let paceWrite = Statement("pace_write", PackageResources.pace_write_sql)
    static let pauseLift = Statement("pause_lift", PackageResources.pause_lift_sql)
    static let pauseList = Statement("pause_list", PackageResources.pause_list_sql)
    static let pauseSet = Statement("pause_set", PackageResources.pause_set_sql)
    static let preferenceCandidates = Statement(
        "preference_candidates", PackageResources.preference_candidates_sql)
    static let preferenceList = Statement("preference_list", PackageResources.preference_list_sql)
    static let previewLetter = Statement("preview_letter", PackageResources.preview_letter_sql)
    static let productValues = Statement("product_values", PackageResources.product_values_sql)
    static let reportGroups = Statement("report_groups", PackageResources.report_groups_sql)
    static let returnedEvents = Statement(
        "returned_events", PackageResources.returned_events_sql)
    static let returnedMessages = Statement(
        "returned_messages", PackageResources.returned_messages_sql)
    static let returnedRemember = Statement(
        "returned_remember", PackageResources.returned_remember_sql)
    static let senderLeaseClear = Statement(
        "sender_lease_clear", PackageResources.sender_lease_clear_sql)
    static let senderLeaseEnd = Statement("sender_lease_end", PackageResources.sender_lease_end_sql)
    static let senderLeaseLose = Statement(
        "sender_lease_lose", PackageResources.sender_lease_lose_sql)
    static let senderLeaseRenew = Statement(
        "sender_lease_renew", PackageResources.sender_lease_renew_sql)
    static let senderLeaseTake = Statement(
        "sender_lease_take", PackageResources.sender_lease_take_sql)
    static let subscribeWrite = Statement("subscribe_write", PackageResources.subscribe_write_sql)
    static let suppressionAdd = Statement("suppression_add", PackageResources.suppression_add_sql)
    static let suppressionAny = Statement("suppression_any", PackageResources.suppression_any_sql)
    static let suppressionList = Statement(
        "suppression_list", PackageResources.suppression_list_sql)
    static let suppressionRemove = Statement(
        "suppression_remove", PackageResources.suppression_remove_sql)
    static let suppressionRestore = Statement(
        "suppression_restore", PackageResources.suppression_restore_sql)
    static let triggerBirthday = Statement(
        "trigger_birthday", PackageResources.trigger_birthday_sql)
    static let triggerConfirm = Statement("trigger_confirm", PackageResources.trigger_confirm_sql)
    static let triggerNewProducts = Statement(
        "trigger_new_products", PackageResources.trigger_new_products_sql)
    static let triggerOnce = Statement("trigger_once", PackageResources.trigger_once_sql)
    static let triggerOrder = Statement("trigger_order", PackageResources.trigger_order_sql)
    static let triggerRestock = Statement("trigger_restock", PackageResources.trigger_restock_sql)
    static let triggerSegmentEnters = Statement(
        "trigger_segment_enters", PackageResources.trigger_segment_enters_sql)
    static let triggerSegmentIn = Statement(
        "trigger_segment_in", PackageResources.trigger_segment_in_sql)
    static let triggerSegmentLeaves = Statement(
        "trigger_segment_leaves", PackageResources.trigger_segment_leaves_sql)
    static let triggerTier = Statement("trigger_tier", PackageResources.trigger_tier_sql)
    static let unknownSettle = Statement("unknown_settle", PackageResources.unknown_settle_sql)
    static let unsubscribeWrite = Statement(
        "unsubscribe_write", PackageResources.unsubscribe_write_sql)
    static let voucherBind = Statement("voucher_bind", PackageResources.voucher_bind_sql)
    static let voucherGenerate = Statement(
        "voucher_generate", PackageResources.voucher_generate_sql)
    static let voucherPools = Statement("voucher_pools", PackageResources.voucher_pools_sql)
    static let voucherRelease = Statement("voucher_release", PackageResources.voucher_release_sql)
    static let voucherReturn = Statement("voucher_return", PackageResources.voucher_return_sql)
    static let voucherSpans = Statement("voucher_spans", PackageResources.voucher_spans_sql)
    static let waitingClose = Statement("waiting_close", PackageResources.waiting_close_sql)
}

extension Statement {
    /// All of them, for the test that prepares each against the migrated schema.
    package static let campaigns: [Statement] = [
        .addressPeople, .backtestBooked, .backtestFigures, .backtestNamed, .backtestTime,
        .backtestTurns, .bookedAnalyze, .bookedForget, .bookedGather, .bookedGathered,
        .bookedMovable, .bookedTable, .bookedTurn, .bounceLift, .bounceRefused, .campaignRename,
        .campaignSince, .candidateAllocate, .candidateAnalyze, .candidateClear,
        .candidateDuplicateAddress, .candidateEligible, .candidateExpired, .candidateFigures,
        .candidateFill, .candidateGuard, .candidateHoldOut, .candidateListed,
        .candidateMissingValue, .candidateNoVoucher, .candidatePlace, .candidateQuiet,
        .candidateSettled, .candidateTable, .candidateTurns, .customerLocale, .deliveryFigures,
        .displacedDrop, .displacedGather, .displacedMove, .displacedOutbox, .displacedOutboxDrop,
        .displacedWrite, .eventFollow, .eventRename, .explainCandidate, .explainCaps,
        .explainReason, .gatheredTable, .handOffBooked, .handOffCandidates, .handOffExpired,
        .handOffInHand, .handOffList, .handOffQuiet, .handOffStock, .messageFold,
        .messageProductClear, .messageProductRename, .messageProductWrite, .messagePutOff,
        .messageRename, .messageUnknown, .messageWrite, .namedAnalyze, .namedClear, .namedSettled,
        .namedTable, .outboxAgain, .outboxCancel, .outboxClaim, .outboxDone, .outboxDue,
        .outboxHeld, .outboxKeep, .outboxNext, .outboxRelease, .outboxRename, .outboxSenders,
        .outboxWrite, .pacePrune, .paceRead, .paceWrite, .pauseLift, .pauseList, .pauseSet,
        .planningLock, .preferenceCandidates, .preferenceList, .previewLetter, .productValues,
        .reportGroups, .returnedEvents, .returnedMessages, .returnedRemember, .senderLeaseClear,
        .senderLeaseEnd, .senderLeaseLose, .senderLeaseRenew, .senderLeaseTake, .subscribeWrite,
        .suppressionAdd, .suppressionAny, .suppressionList, .suppressionRemove, .suppressionRestore,
        .triggerBirthday, .triggerConfirm, .triggerNewProducts, .triggerOnce, .triggerOrder,
        .triggerRestock, .triggerSegmentEnters, .triggerSegmentIn, .triggerSegmentLeaves,
        .triggerTier, .unknownSettle, .unsubscribeWrite, .voucherBind, .voucherGenerate,
        .voucherPools, .voucherRelease, .voucherReturn, .voucherSpans, .waitingClose,
    ]
}
