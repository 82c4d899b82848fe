package import Postgres

/// The SQL of this module: one constant for each file in `SQL/`, named after it.
extension Statement {
    static let changeBegin = Statement("change_begin", PackageResources.change_begin_sql)
    static let changeCustomers = Statement(
        "change_customers", PackageResources.change_customers_sql)
    static let changeDelta = Statement("change_delta", PackageResources.change_delta_sql)
    static let changeIdle = Statement("change_idle", PackageResources.change_idle_sql)
    static let changeOffers = Statement("change_offers", PackageResources.change_offers_sql)
    static let changeOrders = Statement("change_orders", PackageResources.change_orders_sql)
    static let changeProducts = Statement("change_products", PackageResources.change_products_sql)
    static let changePrune = Statement("change_prune", PackageResources.change_prune_sql)
    static let changeRates = Statement("change_rates", PackageResources.change_rates_sql)
    static let changeSettings = Statement("change_settings", PackageResources.change_settings_sql)
    static let changeTransaction = Statement(
        "change_transaction", PackageResources.change_transaction_sql)
    static let consentDelta = Statement("consent_delta", PackageResources.consent_delta_sql)
    static let consentDuplicates = Statement(
        "consent_duplicates", PackageResources.consent_duplicates_sql)
    static let consentGone = Statement("consent_gone", PackageResources.consent_gone_sql)
    static let consentInsert = Statement("consent_insert", PackageResources.consent_insert_sql)
    static let consentLeave = Statement("consent_leave", PackageResources.consent_leave_sql)
    static let consentMissing = Statement("consent_missing", PackageResources.consent_missing_sql)
    static let consentStage = Statement("consent_stage", PackageResources.consent_stage_sql)
    static let cursorGet = Statement("cursor_get", PackageResources.cursor_get_sql)
    static let cursorSet = Statement("cursor_set", PackageResources.cursor_set_sql)
    static let customerAnswers = Statement(
        "customer_answers", PackageResources.customer_answers_sql)
    static let customerCandidates = Statement(
        "customer_candidates", PackageResources.customer_candidates_sql)
    static let customerConsents = Statement(
        "customer_consents", PackageResources.customer_consents_sql)
    static let customerConsentsChanged = Statement(
        "customer_consents_changed", PackageResources.customer_consents_changed_sql)
    static let customerConsentsFill = Statement(
        "customer_consents_fill", PackageResources.customer_consents_fill_sql)
    static let customerDelta = Statement("customer_delta", PackageResources.customer_delta_sql)
    static let customerDuplicates = Statement(
        "customer_duplicates", PackageResources.customer_duplicates_sql)
    static let customerGone = Statement("customer_gone", PackageResources.customer_gone_sql)
    static let customerGuests = Statement("customer_guests", PackageResources.customer_guests_sql)
    static let customerInsert = Statement("customer_insert", PackageResources.customer_insert_sql)
    static let customerMissing = Statement(
        "customer_missing", PackageResources.customer_missing_sql)
    static let customerStage = Statement("customer_stage", PackageResources.customer_stage_sql)
    static let customerUpdate = Statement("customer_update", PackageResources.customer_update_sql)
    static let deltaCount = Statement("delta_count", PackageResources.delta_count_sql)
    static let erasedAny = Statement("erased_any", PackageResources.erased_any_sql)
    static let erasedForget = Statement("erased_forget", PackageResources.erased_forget_sql)
    static let erasedHold = Statement("erased_hold", PackageResources.erased_hold_sql)
    static let erasedWrite = Statement("erased_write", PackageResources.erased_write_sql)
    static let eventDelta = Statement("event_delta", PackageResources.event_delta_sql)
    static let eventDeltaCount = Statement(
        "event_delta_count", PackageResources.event_delta_count_sql)
    static let eventDuplicates = Statement(
        "event_duplicates", PackageResources.event_duplicates_sql)
    static let eventInsert = Statement("event_insert", PackageResources.event_insert_sql)
    static let eventPeople = Statement("event_people", PackageResources.event_people_sql)
    static let eventStage = Statement("event_stage", PackageResources.event_stage_sql)
    static let eventUnresolved = Statement(
        "event_unresolved", PackageResources.event_unresolved_sql)
    static let homeClear = Statement("home_clear", PackageResources.home_clear_sql)
    static let homeDoubt = Statement("home_doubt", PackageResources.home_doubt_sql)
    static let homeHere = Statement("home_here", PackageResources.home_here_sql)
    static let homeLeave = Statement("home_leave", PackageResources.home_leave_sql)
    static let homeSettle = Statement("home_settle", PackageResources.home_settle_sql)
    static let hashKeyGet = Statement("hash_key_get", PackageResources.hash_key_get_sql)
    static let hashKeyMake = Statement("hash_key_make", PackageResources.hash_key_make_sql)
    static let loadBegin = Statement("load_begin", PackageResources.load_begin_sql)
    static let loadEnd = Statement("load_end", PackageResources.load_end_sql)
    static let loadLast = Statement("load_last", PackageResources.load_last_sql)
    static let loadOfDate = Statement("load_of_date", PackageResources.load_of_date_sql)
    static let loadOfFile = Statement("load_of_file", PackageResources.load_of_file_sql)
    static let fillSettings = Statement("fill_settings", PackageResources.fill_settings_sql)
    package static let loadSettings = Statement("load_settings", PackageResources.load_settings_sql)
    static let loadValidators = Statement("load_validators", PackageResources.load_validators_sql)
    static let messageIds = Statement("message_ids", PackageResources.message_ids_sql)
    static let orderBefore = Statement("order_before", PackageResources.order_before_sql)
    static let orderBeforePrune = Statement(
        "order_before_prune", PackageResources.order_before_prune_sql)
    static let orderDelta = Statement("order_delta", PackageResources.order_delta_sql)
    static let orderDeltaCount = Statement(
        "order_delta_count", PackageResources.order_delta_count_sql)
    static let orderDeltaKey = Statement("order_delta_key", PackageResources.order_delta_key_sql)
    static let orderDeltaLineKey = Statement(
        "order_delta_line_key", PackageResources.order_delta_line_key_sql)
    static let orderDeltaLines = Statement(
        "order_delta_lines", PackageResources.order_delta_lines_sql)
    static let orderDiffering = Statement("order_differing", PackageResources.order_differing_sql)
    static let orderDuplicates = Statement(
        "order_duplicates", PackageResources.order_duplicates_sql)
    static let orderGone = Statement("order_gone", PackageResources.order_gone_sql)
    static let orderHeads = Statement("order_heads", PackageResources.order_heads_sql)
    static let orderHeadsJoin = Statement("order_heads_join", PackageResources.order_heads_join_sql)
    static let orderInsert = Statement("order_insert", PackageResources.order_insert_sql)
    static let orderLeave = Statement("order_leave", PackageResources.order_leave_sql)
    static let orderLineAdd = Statement("order_line_add", PackageResources.order_line_add_sql)
    static let orderLineBefore = Statement(
        "order_line_before", PackageResources.order_line_before_sql)
    static let orderLineBeforePrune = Statement(
        "order_line_before_prune", PackageResources.order_line_before_prune_sql)
    static let orderLineClear = Statement("order_line_clear", PackageResources.order_line_clear_sql)
    static let orderLineFill = Statement("order_line_fill", PackageResources.order_line_fill_sql)
    static let orderLineInsert = Statement(
        "order_line_insert", PackageResources.order_line_insert_sql)
    static let orderLineLeave = Statement("order_line_leave", PackageResources.order_line_leave_sql)
    static let orderLineMove = Statement("order_line_move", PackageResources.order_line_move_sql)
    static let orderLines = Statement("order_lines", PackageResources.order_lines_sql)
    static let orderMissing = Statement("order_missing", PackageResources.order_missing_sql)
    static let orderMissingLines = Statement(
        "order_missing_lines", PackageResources.order_missing_lines_sql)
    static let orderMove = Statement("order_move", PackageResources.order_move_sql)
    static let orderRowRuns = Statement("order_row_runs", PackageResources.order_row_runs_sql)
    static let orderSame = Statement("order_same", PackageResources.order_same_sql)
    static let orderStage = Statement("order_stage", PackageResources.order_stage_sql)
    static let orderStagedLines = Statement(
        "order_staged_lines", PackageResources.order_staged_lines_sql)
    static let orderUpdate = Statement("order_update", PackageResources.order_update_sql)
    static let personAddresses = Statement(
        "person_addresses", PackageResources.person_addresses_sql)
    static let productDelta = Statement("product_delta", PackageResources.product_delta_sql)
    static let productDuplicates = Statement(
        "product_duplicates", PackageResources.product_duplicates_sql)
    static let productInsert = Statement("product_insert", PackageResources.product_insert_sql)
    static let productMissing = Statement("product_missing", PackageResources.product_missing_sql)
    static let productStage = Statement("product_stage", PackageResources.product_stage_sql)
    static let productUpdate = Statement("product_update", PackageResources.product_update_sql)
    static let rateDelta = Statement("rate_delta", PackageResources.rate_delta_sql)
    static let rateDuplicates = Statement("rate_duplicates", PackageResources.rate_duplicates_sql)
    static let rateInsert = Statement("rate_insert", PackageResources.rate_insert_sql)
    static let rateMissing = Statement("rate_missing", PackageResources.rate_missing_sql)
    static let rateStage = Statement("rate_stage", PackageResources.rate_stage_sql)
    static let rateUpdate = Statement("rate_update", PackageResources.rate_update_sql)
    static let rejectClear = Statement("reject_clear", PackageResources.reject_clear_sql)
    static let rejectForget = Statement("reject_forget", PackageResources.reject_forget_sql)
    static let rejectFrameWrite = Statement(
        "reject_frame_write", PackageResources.reject_frame_write_sql)
    package static let rejectList = Statement("reject_list", PackageResources.reject_list_sql)
    static let rejectHolding = Statement("reject_holding", PackageResources.reject_holding_sql)
    static let rejectPage = Statement("reject_page", PackageResources.reject_page_sql)
    static let rejectSets = Statement("reject_sets", PackageResources.reject_sets_sql)
    static let replayLines = Statement("replay_lines", PackageResources.replay_lines_sql)
    static let replayRows = Statement("replay_rows", PackageResources.replay_rows_sql)
    static let replaySettle = Statement("replay_settle", PackageResources.replay_settle_sql)
    static let schemaApplied = Statement("schema_applied", PackageResources.schema_applied_sql)
    static let schemaExists = Statement("schema_exists", PackageResources.schema_exists_sql)
    static let schemaLock = Statement("schema_lock", PackageResources.schema_lock_sql)
    static let schemaPrepare = Statement("schema_prepare", PackageResources.schema_prepare_sql)
    static let schemaRecord = Statement("schema_record", PackageResources.schema_record_sql)
    static let schemaUnlock = Statement("schema_unlock", PackageResources.schema_unlock_sql)
    static let stockArrivals = Statement("stock_arrivals", PackageResources.stock_arrivals_sql)
    static let stockDelta = Statement("stock_delta", PackageResources.stock_delta_sql)
    static let stockDuplicates = Statement(
        "stock_duplicates", PackageResources.stock_duplicates_sql)
    static let stockInsert = Statement("stock_insert", PackageResources.stock_insert_sql)
    static let stockMissing = Statement("stock_missing", PackageResources.stock_missing_sql)
    static let stockStage = Statement("stock_stage", PackageResources.stock_stage_sql)
    static let stockUpdate = Statement("stock_update", PackageResources.stock_update_sql)
    static let tableIndexes = Statement("table_indexes", PackageResources.table_indexes_sql)
    static let tableRows = Statement("table_rows", PackageResources.table_rows_sql)
    static let voucherDelta = Statement("voucher_delta", PackageResources.voucher_delta_sql)
    static let voucherDuplicates = Statement(
        "voucher_duplicates", PackageResources.voucher_duplicates_sql)
    static let voucherInsert = Statement("voucher_insert", PackageResources.voucher_insert_sql)
    static let voucherMissing = Statement("voucher_missing", PackageResources.voucher_missing_sql)
    static let voucherStage = Statement("voucher_stage", PackageResources.voucher_stage_sql)
    static let voucherUpdate = Statement("voucher_update", PackageResources.voucher_update_sql)
    static let waitingDelta = Statement("waiting_delta", PackageResources.waiting_delta_sql)
    static let waitingDuplicates = Statement(
        "waiting_duplicates", PackageResources.waiting_duplicates_sql)
    static let waitingGone = Statement("waiting_gone", PackageResources.waiting_gone_sql)
    static let waitingInsert = Statement("waiting_insert", PackageResources.waiting_insert_sql)
    static let waitingMissing = Statement("waiting_missing", PackageResources.waiting_missing_sql)
    static let waitingStage = Statement("waiting_stage", PackageResources.waiting_stage_sql)
    static let waitingUpdate = Statement("waiting_update", PackageResources.waiting_update_sql)

    /// All of them, for the test that prepares each against the migrated schema.
    package static let warehouse: [Statement] = [
        .changeBegin, .changeCustomers, .changeDelta, .changeIdle, .changeOffers, .changeOrders,
        .changeProducts, .changePrune, .changeRates, .changeSettings, .changeTransaction,
        .consentDelta, .consentDuplicates, .consentGone, .consentInsert, .consentLeave,
        .consentMissing, .consentStage, .cursorGet, .cursorSet, .customerAnswers,
        .customerCandidates, .customerConsents, .customerConsentsChanged, .customerConsentsFill,
        .customerDelta, .customerDuplicates, .customerGone, .customerGuests, .customerInsert,
        .customerMissing, .customerStage, .customerUpdate, .deltaCount, .erasedAny, .erasedForget,
        .erasedHold, .erasedWrite, .eventDelta, .eventDeltaCount, .eventDuplicates, .eventInsert,
        .eventPeople, .eventStage, .eventUnresolved, .fillSettings, .hashKeyGet, .hashKeyMake,
        .homeClear, .homeDoubt, .homeHere, .homeLeave, .homeSettle, .loadBegin, .loadEnd, .loadLast,
        .loadOfDate, .loadOfFile, .loadSettings, .loadValidators, .messageIds, .orderBefore,
        .orderBeforePrune, .orderDelta, .orderDeltaCount, .orderDeltaKey, .orderDeltaLineKey,
        .orderDeltaLines, .orderDiffering, .orderDuplicates, .orderGone, .orderHeads,
        .orderHeadsJoin, .orderInsert, .orderLeave, .orderLineAdd, .orderLineBefore,
        .orderLineBeforePrune, .orderLineClear, .orderLineFill, .orderLineInsert, .orderLineLeave,
        .orderLineMove, .orderLines, .orderMissing, .orderMissingLines, .orderMove, .orderRowRuns,
        .orderSame, .orderStage, .orderStagedLines, .orderUpdate, .personAddresses, .productDelta,
        .productDuplicates, .productInsert, .productMissing, .productStage, .productUpdate,
        .rateDelta, .rateDuplicates, .rateInsert, .rateMissing, .rateStage, .rateUpdate,
        .rejectClear, .rejectForget, .rejectFrameWrite, .rejectHolding, .rejectList, .rejectPage,
        .rejectSets, .replayLines, .replayRows, .replaySettle, .schemaApplied, .schemaExists,
        .schemaLock, .schemaPrepare, .schemaRecord, .schemaUnlock, .stockArrivals, .stockDelta,
        .stockDuplicates, .stockInsert, .stockMissing, .stockStage, .stockUpdate, .tableIndexes,
        .tableRows, .voucherDelta, .voucherDuplicates, .voucherInsert, .voucherMissing,
        .voucherStage, .voucherUpdate, .waitingDelta, .waitingDuplicates, .waitingGone,
        .waitingInsert, .waitingMissing, .waitingStage, .waitingUpdate,
    ]
}
