/// What an evaluation made of a tier programme.
package struct TierFigures: Sendable, Equatable {
    package var evaluated: Int
    /// Who earned a higher level, a first level above the lowest included; no baseline.
    package var up: Int
    /// Who fell, by rule or by a return; no baseline.
    package var down: Int
    /// Whether it set the state and triggers no campaign.
    package var isBaseline: Bool
    package var standing: DefinitionStanding

    package init(
        evaluated: Int, up: Int, down: Int, isBaseline: Bool = false,
        standing: DefinitionStanding = .known
    ) {
        self.evaluated = evaluated
        self.up = up
        self.down = down
        self.isBaseline = isBaseline
        self.standing = standing
    }
}
