import Definitions

extension FeedLoad {
    /// Compares the stage with the warehouse and writes what is new or changed.
    func merge(_ load: inout BegunLoad) async throws {
        let context = MergeContext(
            feed: feed, job: job, loadID: load.id, isFirst: load.isFirst, isPart: load.isPart,
            hasFinalRows: load.hasFinalRows, hasDistinctRows: load.hasDistinctRows,
            hasPlainOrders: load.hasPlainOrders, now: now)
        try await context.merge(EntityMerge.of(feed.entity), into: &load.figures, on: data)
        load.figures.isFirstLoad = load.isFirst
    }
}
