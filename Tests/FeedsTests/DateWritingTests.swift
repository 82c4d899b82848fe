import Definitions
import Testing

@testable import Feeds

struct DateWritingTests {
    /// Values of a column, and the formats by which all of them can be read.
    static let columns: [(values: [String], type: FieldType, formats: [String])] = [
        (["2025-04-25", "2025-04-03T10:00:00Z"], .instant, ["yyyy-MM-dd"]),
        (["20250425"], .date, ["yyyy-MM-dd"]),
        (["25.04.2025", "3.4.2025"], .date, ["dd.MM.yyyy"]),
        (["25.04.2025 08:30"], .instant, ["dd.MM.yyyy HH:mm"]),
        (["03/04/2025", "05/06/2025"], .date, ["dd/MM/yyyy", "MM/dd/yyyy"]),
        (["03/04/2025", "25/04/2025"], .date, ["dd/MM/yyyy"]),
        (["03/04/2025", "04/25/2025"], .date, ["MM/dd/yyyy"]),
        (["03/04/2025 09:15:00", "04/25/2025 10:00:00"], .instant, ["MM/dd/yyyy HH:mm:ss"]),
        (["04/25/2025 1:05 PM"], .instant, ["MM/dd/yyyy hh:mm a"]),
        (["03-04-2025"], .date, ["dd-MM-yyyy", "MM-dd-yyyy"]),
        (["2025/04/25"], .date, ["yyyy/MM/dd"]),
        (["25.04.25"], .date, ["dd.MM.yy"]),
        (["25 Apr 2025"], .date, ["dd MMM yyyy"]),
        (["Apr 25, 2025"], .date, ["MMM dd, yyyy"]),
        (["25/04/2025", "04/25/2025"], .date, []),
        (["25.04.2025", "2025-04-25"], .date, []),
        (["soon"], .date, []),
        ([], .date, []),
        (["02-29", "--03-01", "1990-02-28"], .birthday, ["yyyy-MM-dd"]),
        (["29.02.", "1.3."], .birthday, ["dd.MM."]),
        (["03/04", "13/04"], .birthday, ["dd/MM"]),
    ]

    @Test(arguments: columns)
    func `a column has the formats by which every value can be read`(
        values: [String], type: FieldType, formats: [String]
    ) {
        let writing = DateWriting(values.map { Array($0.utf8) }, type: type)
        #expect(writing.formats.map(\.text) == formats)
    }

    @Test func `day and month are swapped in formats that are told apart by a value alone`() {
        let texts = ["dd/MM/yyyy", "MM-dd-yyyy HH:mm", "dd.MM.yyyy", "yyyy/MM/dd", "dd MMM yyyy"]
        #expect(
            texts.map { DateWriting.swapped($0)?.text }
                == ["MM/dd/yyyy", "dd-MM-yyyy HH:mm", nil, nil, nil])
    }
}
