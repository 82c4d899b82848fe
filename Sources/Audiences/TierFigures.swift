/// What an evaluation made of a tier programme.
package struct TierFigures: Sendable, Equatable {
    package var evaluated: Int
    /// Who earned a higher level, a first level above the lowest included; no baseline.
    package var up: Int
    /// Who fell, by rule or by a return; no baseline.
    package var down: Int

    package init(evaluated: Int, up: Int, down: Int) {
        self.evaluated = evaluated
        self.up = up
        self.down = down
    }
}
