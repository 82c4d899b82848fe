extension Int {
    /// `12,345`.
    package var grouped: String {
        let digits = String(magnitude)
        let groups = digits.reversed().enumerated().map { index, digit in
            index > 0 && index % 3 == 0 ? "\(digit)," : "\(digit)"
        }
        return (self < 0 ? "-" : "") + groups.reversed().joined()
    }

    /// `1 message`, `2 messages`.
    package func counted(_ noun: String) -> String { "\(grouped) \(noun)\(self == 1 ? "" : "s")" }
}
