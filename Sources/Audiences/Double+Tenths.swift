extension Double {
    /// With at most one digit after the point: `1`, `0.5`.
    var tenths: String {
        let tenths = (self * 10).rounded()
        return tenths.truncatingRemainder(dividingBy: 10) == 0
            ? String(Int(tenths / 10)) : String(tenths / 10)
    }
}
