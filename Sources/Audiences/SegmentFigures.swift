/// What an evaluation made of a segment.
package struct SegmentFigures: Sendable, Equatable {
    /// After the evaluation.
    package var members: Int
    package var entered: Int
    package var left: Int
    /// Whether it set the state and triggers no campaign.
    package var isBaseline: Bool
    package var standing: DefinitionStanding

    package init(
        members: Int, entered: Int, left: Int, isBaseline: Bool,
        standing: DefinitionStanding = .known
    ) {
        self.members = members
        self.entered = entered
        self.left = left
        self.isBaseline = isBaseline
        self.standing = standing
    }
}
