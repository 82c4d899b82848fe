/// What a feed asks a database, and how the answer is read.
package struct FeedQuery: Sendable, Equatable {
    /// The column that tells how far a feed has read.
    package struct Since: Sendable, Equatable {
        package var column: String
        /// How far back of the last value the next run begins. Defaults to the smallest step of
        /// the column's type, so that rows that share the last value are seen again.
        package var overlapSeconds: Int?

        package init(column: String, overlapSeconds: Int? = nil) {
            self.column = column
            self.overlapSeconds = overlapSeconds
        }
    }

    /// Several sessions that read ranges of a key at once, in one snapshot.
    package struct Parallel: Sendable, Equatable {
        /// A column of the query's result.
        package var key: String
        /// 2 or more. Defaults to 4.
        package var sessions: Int

        package init(key: String, sessions: Int = 4) {
            self.key = key
            self.sessions = sessions
        }
    }

    /// With `:since` and `:date` as parameters.
    package var text: String
    package var since: Since?
    /// How long it may run. Defaults to the source's.
    package var timeoutSeconds: Int?
    package var parallel: Parallel?

    package init(
        _ text: String, since: Since? = nil, timeoutSeconds: Int? = nil, parallel: Parallel? = nil
    ) {
        self.text = text
        self.since = since
        self.timeoutSeconds = timeoutSeconds
        self.parallel = parallel
    }
}

extension Feed.Input {
    /// A query that is read in one session, with the name of its cursor's column.
    package static func query(_ text: String, since column: String?) -> Self {
        .query(FeedQuery(text, since: column.map { FeedQuery.Since(column: $0) }))
    }
}
