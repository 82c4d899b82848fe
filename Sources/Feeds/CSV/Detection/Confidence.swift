/// How sure a finding is.
package enum Confidence: String, Sendable {
    /// Nothing in the sample speaks against it, and something for it.
    case certain
    /// It is the most plausible.
    case likely
    /// The sample does not tell.
    case unsure
}

/// One thing that was found out about a file.
package struct Finding: Sendable, Equatable {
    /// What it is about: `delimiter`, or the field that a column is mapped to.
    package var what: String
    /// As the job file writes it.
    package var value: String
    package var confidence: Confidence
    /// Why, in words; never with a row's values.
    package var evidence: String
}
