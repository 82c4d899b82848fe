extension BinaryRows {
    /// A `numeric`: digits in base 10000, with the place of the first and the scale as it is shown.
    ///
    /// - Parameters:
    ///   - digits: Each from 0 to 9.
    ///   - scale: How many of them stand after the decimal sign.
    func append(numeric digits: UnsafeBufferPointer<UInt8>, scale: Int, isNegative: Bool) {
        // Its length, four numbers, and a group for each four digits: of these, the first and the
        // last need not be whole.
        append(upTo: 4 + 8 + 2 * (digits.count / 4 + 2)) { target in
            let value = target + 4
            let groups = Self.write(digits, scale: scale, to: value + 8)
            let sign: UInt64 = isNegative && groups.count > 0 ? 0x4000 : 0
            let head =
                UInt64(UInt16(truncatingIfNeeded: groups.count)) << 48
                | UInt64(UInt16(truncatingIfNeeded: groups.weight)) << 32
                | sign << 16 | UInt64(UInt16(truncatingIfNeeded: scale))
            value.storeBytes(of: head.bigEndian, as: UInt64.self)
            let length = 8 + 2 * groups.count
            target.storeBytes(
                of: Int32(truncatingIfNeeded: length).bigEndian, as: Int32.self)
            return 4 + length
        }
    }

    /// Writes the groups without zeros at either end: how many, and the first one's power of 10000.
    @inline(__always)
    private static func write(
        _ digits: UnsafeBufferPointer<UInt8>, scale: Int, to target: UnsafeMutableRawPointer
    ) -> (count: Int, weight: Int) {
        guard let first = digits.firstIndex(where: { $0 != 0 }),
            let last = digits.lastIndex(where: { $0 != 0 })
        else { return (0, 0) }
        // A digit at an index stands for so many tenfold: a quarter of that is its group.
        let unit = digits.count - scale - 1
        var count = 0
        var group: UInt16 = 0
        for index in first...last {
            group = group &* 10 &+ UInt16(digits[index])
            if (unit - index) & 3 == 0 || index == last {
                let whole = group &* tens((unit - index) & 3)
                target.storeBytes(of: whole.bigEndian, toByteOffset: 2 * count, as: UInt16.self)
                count += 1
                group = 0
            }
        }
        return (count, (unit - first) >> 2)
    }

    @inline(__always)
    private static func tens(_ power: Int) -> UInt16 {
        switch power {
        case 0: 1
        case 1: 10
        case 2: 100
        default: 1000
        }
    }
}
