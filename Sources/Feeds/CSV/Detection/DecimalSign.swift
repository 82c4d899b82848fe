/// Which sign stands before the decimals of a column's numbers.
///
/// A number with both signs has its decimals behind the last; a sign that stands twice parts
/// thousands. One sign before exactly three digits, with one to three before it, may be either
/// (`1,234`), and says nothing: the rest of the column decides, and when nothing does, the column
/// is ambiguous.
struct DecimalSign: Equatable {
    /// How many numbers can only have a point before their decimals.
    private(set) var points = 0
    private(set) var commas = 0
    /// How many can be read both ways, with a comma in them.
    private(set) var ambiguousCommas = 0
    private(set) var ambiguousPoints = 0
    /// How many have no sign in them.
    private(set) var whole = 0

    init(_ values: [[UInt8]]) {
        for value in values { add(value) }
    }

    /// The sign that all numbers agree on; nil if they do not, or if none has one.
    var sign: Character? {
        if points > 0, commas == 0 { return "." }
        return commas > 0 && points == 0 ? "," : nil
    }

    /// Whether numbers can be read both ways, and nothing in the column tells which is right.
    var isAmbiguous: Bool {
        points + commas == 0 && ambiguousCommas + ambiguousPoints > 0
    }

    private mutating func add(_ value: [UInt8]) {
        let digits = value.indices.filter { 0x30...0x39 ~= value[$0] }
        guard let first = digits.first, let last = digits.last else { return }
        let signs = value.indices.filter {
            // A sign in front is a decimal sign without its zero.
            ($0 >= first || $0 == first - 1) && $0 <= last
                && (value[$0] == UInt8(ascii: ".") || value[$0] == UInt8(ascii: ","))
        }
        guard let sign = signs.last else {
            whole += 1
            return
        }
        let isComma = value[sign] == UInt8(ascii: ",")
        let others = signs.dropLast()
        if others.contains(where: { value[$0] != value[sign] }) {
            count(isComma: isComma)
        } else if !others.isEmpty {
            count(isComma: !isComma)
        } else {
            let before = digits.count { $0 < sign }
            let after = digits.count - before
            let isGroup = after == 3 && 1...3 ~= before && value[first] != UInt8(ascii: "0")
            if !isGroup {
                count(isComma: isComma)
            } else if isComma {
                ambiguousCommas += 1
            } else {
                ambiguousPoints += 1
            }
        }
    }

    private mutating func count(isComma: Bool) {
        if isComma { commas += 1 } else { points += 1 }
    }
}
