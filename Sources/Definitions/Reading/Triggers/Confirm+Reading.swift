import Problems

extension DeclaredNames {
    /// The topics that want a confirmation for which no campaign asks: nobody would get their mail.
    func unasked(by jobs: [Job]) -> [Problem] {
        guard isComplete else { return [] }
        let asked = Set(jobs.flatMap(\.campaigns).filter { $0.trigger == .confirm }.map(\.topic))
        return confirmedTopics.subtracting(asked).sorted().compactMap { topic in
            place(of: .topic, topic).map { .neverAsked(topic, at: $0) }
        }
    }
}

extension Problem {
    fileprivate static func neverAsked(_ topic: String, at place: Place) -> Problem {
        Problem(
            .definition, "nobody is ever asked to confirm the topic \"\(topic)\"", at: place,
            hint: "Add a campaign with \"trigger: confirm\" and \"topic: \(topic)\".")
    }
}
