extension Trigger.SegmentMove {
    /// Reads the settings of `segment`: `{enters: NAME}`, `{leaves: NAME}` or `{in: NAME}`.
    static func read(_ value: YAMLValue, names: DeclaredNames) -> Trigger? {
        guard value.isPresent else {
            value.fault(.noSegment)
            return nil
        }
        return value.mapping { keys in
            let moves = keys.present(among: allCases.map(\.rawValue))
            guard moves.count == 1, let entry = moves.first, let move = Self(rawValue: entry.name)
            else {
                keys.fault(.noSegment)
                return nil
            }
            return names.existing(.segment, entry.value).map { .segment(move, $0) }
        }
    }
}

extension ValueFault {
    fileprivate static let noSegment = Self(
        summary: "the trigger \"segment\" needs one move and a segment",
        hint: "Write {segment: {enters: NAME}}, {segment: {leaves: NAME}} or {segment: {in: NAME}}."
    )
}
