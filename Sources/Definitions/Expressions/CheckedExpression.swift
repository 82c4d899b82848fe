/// An audience expression that parsed and type-checked.
package struct CheckedExpression: Sendable, Equatable {
    /// As the marketer wrote it.
    package var text: String

    package init(text: String) {
        self.text = text
    }
}
