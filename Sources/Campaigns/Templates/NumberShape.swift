import Foundation

/// The shape of a locale's numbers or amounts, learnt from how it writes a few.
struct NumberShape: Sendable {
    private var before = ""
    private var after = ""
    private var beforeNegative = ""
    private var afterNegative = ""
    private var group = ""
    private var point = "."
    /// The digits of the locale's script, from zero on.
    private var digits: [String] = []
    /// How many digits the last group has, and the others.
    private var lastGroup = 3
    private var otherGroups = 3
    /// From how many digits on there are groups at all.
    private var groupedFrom = 4
    /// How many decimals an amount has.
    private(set) var decimals = 0

    /// - Parameter write: how the locale writes a number.
    init(_ write: (Decimal) -> String) {
        digits = (0...9).map { digit in
            write(Decimal(digit)).first { $0.wholeNumberValue == digit }.map { String($0) }
                ?? "\(digit)"
        }
        let sample = Array(write(Decimal(1_111_111) + Decimal(1) / 4 + Decimal(1) / 2))
        let places = sample.indices.filter { sample[$0].wholeNumberValue != nil }
        guard let first = places.first, let last = places.last else { return }
        before = String(sample[..<first])
        after = String(sample[(last + 1)...])
        // 1,111,111.75: the marks between the digits are those of groups, the last one may be the
        // point; a currency without decimals shows 1,111,112.
        var runs: [(count: Int, mark: String)] = []
        var count = 0
        var mark = ""
        for index in first...last {
            if sample[index].wholeNumberValue != nil {
                if !mark.isEmpty {
                    runs.append((count, mark))
                    (count, mark) = (0, "")
                }
                count += 1
            } else {
                mark.append(sample[index])
            }
        }
        let whole = places.count - 7
        if whole > 0, let pointed = runs.last {
            point = pointed.mark
            decimals = whole
            runs.removeLast()
            if !runs.isEmpty { lastGroup = pointed.count }
        } else if !runs.isEmpty {
            lastGroup = count
        }
        if let grouped = runs.last {
            group = grouped.mark
            otherGroups = runs.count > 1 ? grouped.count : lastGroup
        }
        let small = Array(write(Decimal(1111)))
        // A mark between the first digit and the second.
        let isGrouped = small.indices.contains { index in
            index > 0 && small[index].wholeNumberValue == nil
                && small[index - 1].wholeNumberValue != nil && index + 1 < small.count
                && small[index + 1].wholeNumberValue != nil
                && small[..<index].count { $0.wholeNumberValue != nil } == 1
        }
        groupedFrom = !group.isEmpty && !isGrouped ? 5 : 4
        let negative = Array(write(Decimal(-1)))
        let ones = negative.indices.filter { negative[$0].wholeNumberValue != nil }
        if let first = ones.first, let last = ones.last {
            beforeNegative = String(negative[..<first])
            afterNegative = String(negative[(last + 1)...])
        }
    }

    /// A number with so many decimals, rounded half away from zero.
    func text(_ value: Decimal, decimals range: ClosedRange<Int>) -> String {
        var rounded = Decimal()
        var exact = abs(value)
        NSDecimalRound(&rounded, &exact, range.upperBound, .plain)
        let parts = "\(rounded)".split(separator: ".").map(String.init)
        var fraction = parts.count > 1 ? parts[1] : ""
        while fraction.count < range.lowerBound { fraction += "0" }
        let isNegative = value < 0 && rounded != 0
        return (isNegative ? beforeNegative : before) + grouped(parts[0])
            + (fraction.isEmpty ? "" : point + shown(fraction))
            + (isNegative ? afterNegative : after)
    }

    private func grouped(_ whole: String) -> String {
        guard !group.isEmpty, whole.count >= groupedFrom else { return shown(whole) }
        var groups: [Substring] = []
        var rest = whole[...]
        var size = lastGroup
        while rest.count > size {
            groups.insert(rest.suffix(size), at: 0)
            rest = rest.dropLast(size)
            size = otherGroups
        }
        return ([rest] + groups).map { shown(String($0)) }.joined(separator: group)
    }

    private func shown(_ text: String) -> String {
        guard digits.first != "0" else { return text }
        return text.map { $0.wholeNumberValue.map { digits[$0] } ?? String($0) }.joined()
    }
}
