extension BinaryRows {
    /// A `numeric`: digits in base 10000, with the place of the first and the scale as it is shown.
    ///
    /// - Parameters:
    ///   - digits: Each from 0 to 9.
    ///   - scale: How many of them stand after the decimal sign.
    func append(numeric digits: UnsafeBufferPointer<UInt8>, scale: Int, isNegative: Bool) {
        let start = beginValue()
        defer { endValue(start) }
        guard let first = digits.firstIndex(where: { $0 != 0 }),
            let last = digits.lastIndex(where: { $0 != 0 })
        else {
            append(head: 0, weight: 0, sign: 0, scale: scale)
            return
        }
        // A digit at an index stands for so many tenfold: its power's quarter is its group.
        let unit = digits.count - scale - 1
        let weight = (unit - first) >> 2
        let groups = weight - (unit - last) >> 2 + 1
        append(head: groups, weight: weight, sign: isNegative ? 0x4000 : 0, scale: scale)
        var group: UInt16 = 0
        for index in first...last {
            group = group &* 10 &+ UInt16(digits[index])
            if (unit - index) & 3 == 0 {
                append(raw: group)
                group = 0
            }
        }
        var power = (unit - last) & 3
        guard power != 0 else { return }
        while power > 0 {
            group = group &* 10
            power -= 1
        }
        append(raw: group)
    }

    private func append(head groups: Int, weight: Int, sign: UInt16, scale: Int) {
        append(raw: UInt16(truncatingIfNeeded: groups))
        append(raw: UInt16(truncatingIfNeeded: weight))
        append(raw: sign)
        append(raw: UInt16(truncatingIfNeeded: scale))
    }
}
