import Problems

extension Trigger.TierMove {
    /// Reads the settings of `tier`: `{up: PROGRAMME}`, or `up` when there is one programme.
    static func read(_ value: YAMLValue, names: DeclaredNames) -> Trigger? {
        if value.isScalar {
            guard let move = value.oneOf(Self.self) else { return nil }
            let programmes = names.all(.programme)
            guard programmes.count == 1, let programme = programmes.first else {
                if names.isComplete { value.fault(.whichProgramme(move, among: programmes)) }
                return nil
            }
            return .tier(move, programme: programme)
        }
        guard value.isPresent else {
            value.fault(.noMove)
            return nil
        }
        return value.mapping { keys in
            let moves = keys.present(among: allCases.map(\.rawValue))
            guard moves.count == 1, let entry = moves.first, let move = Self(rawValue: entry.name)
            else {
                keys.fault(.noMove)
                return nil
            }
            return names.existing(.programme, entry.value).map { .tier(move, programme: $0) }
        }
    }
}

extension ValueFault {
    fileprivate static let noMove = Self(
        summary: "the trigger \"tier\" needs a direction and a tier programme",
        hint: "Write {tier: {up: PROGRAMME}} or {tier: {down: PROGRAMME}}.")

    fileprivate static func whichProgramme(
        _ move: Trigger.TierMove, among programmes: Set<String>
    ) -> Self {
        guard !programmes.isEmpty else {
            return Self(
                summary: "there is no tier programme whose tiers could go \(move)",
                hint: "Write one under \"transform:\", as \"tiers: {programme: membership, …}\".")
        }
        let sorted = programmes.sorted()
        return Self(
            summary: "\"tier: \(move)\" could mean \(sorted.joined(separator: " or "))",
            hint: "Write the programme too, as {tier: {\(move): \(sorted[0])}}.")
    }
}
