/// What a reading of returned mail came to: read = the sum of the others.
package struct ReturnFigures: Sendable, Equatable {
    package var read = 0
    /// Addresses that do not exist: nobody is mailed there any more.
    package var hardBounces = 0
    /// What may pass, or lies elsewhere: kept as events, and nothing more.
    package var softBounces = 0
    package var complaints = 0
    package var autoReplies = 0
    /// Neither of these, or of no message of this ledger.
    package var others = 0
    /// Read before.
    package var known = 0

    package init() {}
}
