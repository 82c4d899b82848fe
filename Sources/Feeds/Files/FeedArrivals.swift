/// What a feed's source has for a run.
package enum FeedArrivals: Sendable {
    /// Files to load one after the other; none for a query.
    case files([FeedFile])
    /// The server says that this file is still the one that was loaded last.
    case unchanged(name: String)
}
