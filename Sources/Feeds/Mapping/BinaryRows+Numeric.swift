extension BinaryRows {
    /// A `numeric`: digits in base 10000, with the place of the first and the scale as it is shown.
    ///
    /// - Parameters:
    ///   - digits: Each from 0 to 9.
    ///   - scale: How many of them stand after the decimal sign.
    func append(numeric digits: UnsafeBufferPointer<UInt8>, scale: Int, isNegative: Bool) {
        guard let first = digits.firstIndex(where: { $0 != 0 }),
            let last = digits.lastIndex(where: { $0 != 0 })
        else {
            append(numericHead: 0, weight: 0, sign: 0, scale: scale)
            return
        }
        // A digit at an index stands for so many tenfold: a quarter of that is its group.
        let unit = digits.count - scale - 1
        let weight = (unit - first) >> 2
        let groups = weight - (unit - last) >> 2 + 1
        append(numericHead: groups, weight: weight, sign: isNegative ? 0x4000 : 0, scale: scale)
        var group: UInt16 = 0
        for index in first...last {
            group = group &* 10 &+ UInt16(digits[index])
            if (unit - index) & 3 == 0 {
                append(raw: group)
                group = 0
            }
        }
        switch (unit - last) & 3 {
        case 0: return
        case 1: append(raw: group &* 10)
        case 2: append(raw: group &* 100)
        default: append(raw: group &* 1000)
        }
    }

    /// The length and the four numbers before the groups, written at once.
    @inline(__always)
    private func append(numericHead groups: Int, weight: Int, sign: UInt16, scale: Int) {
        append(raw: Int32(truncatingIfNeeded: 8 + 2 * groups))
        append(
            raw: UInt64(UInt16(truncatingIfNeeded: groups)) << 48
                | UInt64(UInt16(truncatingIfNeeded: weight)) << 32
                | UInt64(sign) << 16 | UInt64(UInt16(truncatingIfNeeded: scale)))
    }
}
