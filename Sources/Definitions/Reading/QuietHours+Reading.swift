extension QuietHours {
    /// Reads `quiet_hours:`.
    static func read(_ value: YAMLValue) -> QuietHours? {
        value.mapping { keys in
            let from = keys.required("from", "from: 21:00").timeOfDay()
            let to = keys.required("to", "to: 08:00").timeOfDay()
            guard let from, let to else { return nil }
            guard from != to else {
                keys.fault(.noMailEver)
                return nil
            }
            return QuietHours(from: from, to: to)
        }
    }
}

extension ValueFault {
    fileprivate static let noMailEver = Self(
        summary: "quiet hours begin and end at the same time",
        hint: "Let them end at another time, or delete \"quiet_hours\".")
}
