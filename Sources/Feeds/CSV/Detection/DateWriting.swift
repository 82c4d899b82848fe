import Definitions

/// How a column's dates are written: the formats by which every value can be read.
///
/// Tried are ISO 8601, and day, month and year in the usual orders with full stops, slashes and
/// hyphens, with years of four and of two digits, with and without a time. `03/04/2025` can be
/// read in two ways; one `25/04/2025` in the column decides.
struct DateWriting {
    enum Format: Equatable, Sendable {
        /// ISO 8601, which needs no `format:`.
        case iso
        case pattern(DatePattern)

        var text: String {
            switch self {
            case .iso: "yyyy-MM-dd"
            case .pattern(let pattern): pattern.text
            }
        }
    }

    /// The formats by which every value is a date.
    let formats: [Format]
    /// How many values there are.
    let count: Int

    init(_ values: [[UInt8]], type: FieldType) {
        count = values.count
        guard count > 0 else {
            formats = []
            return
        }
        var left = type == .birthday ? Self.ofBirthdays : Self.ofDates
        for value in values {
            left.removeAll { !Self.reads(value, as: $0, type: type) }
            if left.isEmpty { break }
        }
        // What ISO 8601 reads is ISO 8601, whatever else can read it.
        formats = left.contains(.iso) ? [.iso] : left
    }

    /// The one format by which every value can be read.
    var format: Format? { formats.count == 1 ? formats[0] : nil }

    /// Whether a value is a date by a format.
    static func reads(_ value: [UInt8], as format: Format, type: FieldType) -> Bool {
        var pattern: DatePattern?
        if case .pattern(let read) = format { pattern = read }
        if type == .birthday {
            // Which day it is matters no more than whether it can be one.
            return BirthdayValue.reads(value.span, pattern: pattern)
        }
        return DateTimeParts(value.span, pattern: pattern)?.date != nil
    }

    /// The format with day and month the other way round; nil where that is no usual format.
    static func swapped(_ text: String) -> Format? {
        let mark = text.dropFirst(2).prefix(1)
        let (day, month) = ("dd\(mark)MM\(mark)", "MM\(mark)dd\(mark)")
        guard mark == "/" || mark == "-", text.hasPrefix(day) || text.hasPrefix(month) else {
            return nil
        }
        let swapped = (text.hasPrefix(day) ? month : day) + text.dropFirst(day.count)
        // A usual format with its parts swapped is one that can be read.
        guard let pattern = try? DatePattern(swapped, at: nil) else { return nil }
        return .pattern(pattern)
    }

    private static let days = [
        "dd.MM.yyyy", "dd/MM/yyyy", "MM/dd/yyyy", "dd-MM-yyyy", "MM-dd-yyyy", "yyyy/MM/dd",
        "yyyy.MM.dd", "dd.MM.yy", "dd/MM/yy", "MM/dd/yy", "dd-MM-yy", "MM-dd-yy", "dd MMM yyyy",
        "MMM dd, yyyy", "dd-MMM-yyyy",
    ]
    private static let times = ["", " HH:mm", " HH:mm:ss", " hh:mm a", " hh:mm:ss a"]

    // A pattern of this list that could not be read would be missed by the tests.
    private static let ofDates: [Format] =
        [.iso]
        + days.flatMap { day in times.map { day + $0 } }
        .compactMap { try? DatePattern($0, at: nil) }.map(Format.pattern)

    private static let ofBirthdays: [Format] =
        ofDates
        + ["dd.MM.", "dd.MM", "dd/MM", "MM/dd"]
        .compactMap { try? DatePattern($0, at: nil) }.map(Format.pattern)
}
