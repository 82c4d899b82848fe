import Definitions
import Foundation
import TestKit
import Testing

@testable import Feeds

struct CSVDialectTests {
    /// A text, and how it is found to be written.
    struct Sample: Sendable, CustomTestStringConvertible {
        var name: String
        var text: String
        var wanted: Set<String> = []
        var format = CSVFormat()
        var delimiter = ","
        var quote = "\""
        var skip = 0
        /// The header's names, or the first row.
        var names: [String]

        var testDescription: String { name }
    }

    private static let comma = CSVDelimiter.byte(0x2C)

    static let samples = [
        Sample(name: "commas", text: "id,title\n1,a;b\n2,c;d\n", names: ["id", "title"]),
        Sample(
            name: "semicolons beside decimal commas", text: "id;price\n1;2,50\n2;3,99\n",
            delimiter: ";", names: ["id", "price"]),
        Sample(
            name: "semicolons that the mapped columns show, though commas split alike",
            text: "id;last, first\n1;a, b\n2;c, d\n", wanted: ["id"], delimiter: ";",
            names: ["id", "last, first"]),
        Sample(
            name: "tabs", text: "id\ttitle\n1\ta,b\n", delimiter: "\t", names: ["id", "title"]),
        Sample(name: "bars", text: "id|title\n1|a\n2|b\n", delimiter: "|", names: ["id", "title"]),
        Sample(
            name: "carets", text: "id^title\n1^a\n2^b\n", delimiter: "^", names: ["id", "title"]),
        Sample(
            name: "unit separators", text: "id\u{1F}title\n1\u{1F}a\n", delimiter: "\u{1F}",
            names: ["id", "title"]),
        Sample(
            name: "runs of blanks", text: "  id   price\n 1    2.5\n 02  3.5\n",
            wanted: ["id", "price"], delimiter: " ", names: ["id", "price"]),
        Sample(
            name: "prose of one column is not split by blanks",
            text: "title\nthe one\na book of it\n", wanted: ["title"], names: ["title"]),
        Sample(
            name: "a line that says the delimiter", text: "sep=|\r\nid,x|title\r\n1,2|a\r\n",
            delimiter: "|", names: ["id,x", "title"]),
        Sample(
            name: "delimiters and line ends inside quotes",
            text: "id,title\n1,\"a;b;c\n;;;\"\n2,\"d;e\"\n", names: ["id", "title"]),
        Sample(
            name: "single quotes", text: "'id','title'\n'1','a, b'\n'2','it''s'\n",
            wanted: ["id", "title"], quote: "'", names: ["id", "title"]),
        Sample(
            name: "apostrophes that only begin values",
            text: "id,city\n1,'s-Hertogenbosch\n2,Ede\n",
            names: ["id", "city"]),
        Sample(
            name: "no quotes: inches begin values",
            text: "id\tsize\n1\t\"small\" screw\n2\t\"big\" nail\n3\tx\n", wanted: ["id", "size"],
            delimiter: "\t", quote: "", names: ["id", "size"]),
        Sample(
            name: "a broken quote among good ones", text: "id,title\n1,\"open\n2,\"shut\"\n3,c\n",
            names: ["id", "title"]),
        Sample(
            name: "title lines before the header, found by the mapped columns",
            text: "Orders of the week, printed\n\nby: me\nid,title\n1,a\n2,b\n",
            wanted: ["id", "title"], skip: 3, names: ["id", "title"]),
        Sample(
            name: "title lines before the header, found by the width",
            text: "Orders of the week\n\nid,title,x\n1,a,x\n2,b,x\n", skip: 2,
            names: ["id", "title", "x"]),
        Sample(
            name: "blank lines alone are no preamble", text: "\n \nid,title\n1,a\n",
            wanted: ["id"], names: ["id", "title"]),
        Sample(
            name: "lines that the job file skips", text: "id,title\nid,title\n1,a\n",
            wanted: ["id"], format: CSVFormat(skipLines: 1), skip: 1, names: ["id", "title"]),
        Sample(
            name: "what the job file says is not looked for", text: "id;title\n1;a\n",
            wanted: ["id", "title"], format: CSVFormat(delimiter: .byte(0x2C), quote: .none),
            quote: "", names: ["id;title"]),
        Sample(
            name: "a short first row of a file without a header is kept",
            text: "1,a\n2,b,x\n3,c,x\n", format: CSVFormat(hasHeader: false), names: ["1", "2"]),
        Sample(
            name: "names for a file without a header", text: "1,a\n2,b\n",
            format: CSVFormat(hasHeader: false, columns: ["id", "title"]), names: ["id", "title"]),
        Sample(name: "a header alone", text: "id;title", delimiter: ";", names: ["id", "title"]),
    ]

    @Test(arguments: samples)
    func `how a file is written is found from its first rows`(sample: Sample) {
        let rows = CSVSample(text: Array(sample.text.utf8), isWhole: true)
        let dialect = CSVDialect(sample.format, rows, wanted: sample.wanted)
        let delimiter =
            switch dialect.delimiter {
            case .byte(let byte): String(Unicode.Scalar(byte))
            case .blanks: " "
            }
        #expect(delimiter == sample.delimiter)
        #expect(dialect.quote.map { String(Unicode.Scalar($0)) } ?? "" == sample.quote)
        #expect(dialect.skipLines == sample.skip)
        #expect(rows.rows(dialect, limit: 1).first.map(dialect.names) == sample.names)
    }

    @Test func `a row that the sample cuts off is left aside`() {
        let sample = CSVSample(text: Array("id,title\n1,a\n2,\"cut".utf8), isWhole: false)
        let dialect = CSVDialect(CSVFormat(), sample, wanted: ["id"])
        #expect(sample.rows(dialect, limit: .max).map(\.line) == [1, 2])
    }

    /// Real files: delimiter, lines before the header, columns, rows.
    static let files: [(path: String, delimiter: CSVDelimiter, columns: Int, rows: Int)] = [
        ("csv-spectrum/csvs/comma_in_quotes.csv", comma, 5, 1),
        ("csv-spectrum/csvs/empty.csv", comma, 3, 2),
        ("csv-spectrum/csvs/empty_crlf.csv", comma, 3, 2),
        ("csv-spectrum/csvs/escaped_quotes.csv", comma, 2, 2),
        ("csv-spectrum/csvs/json.csv", comma, 2, 1),
        ("csv-spectrum/csvs/location_coordinates.csv", comma, 4, 1),
        ("csv-spectrum/csvs/newlines.csv", comma, 3, 3),
        ("csv-spectrum/csvs/newlines_crlf.csv", comma, 3, 3),
        ("csv-spectrum/csvs/quotes_and_newlines.csv", comma, 2, 2),
        ("csv-spectrum/csvs/simple.csv", comma, 3, 1),
        ("csv-spectrum/csvs/simple_crlf.csv", comma, 3, 1),
        ("csv-spectrum/csvs/utf8.csv", comma, 3, 2),
        ("csv-encodings/easyexcel_no_bom.csv", comma, 2, 10),
        ("csv-encodings/easyexcel_office_bom.csv", comma, 2, 10),
        ("csv-encodings/test-utf16.csv", comma, 3, 3),
        ("csv-encodings/test-utf16-bom.csv", comma, 3, 3),
        ("csv-encodings/test-utf8-bom.csv", comma, 3, 3),
        ("woocommerce-sample/sample_products.csv", comma, 55, 24),
        ("woocommerce-sample/importer_sample.csv", comma, 45, 7),
        ("woocommerce-sample/sample_tax_rates.csv", comma, 10, 5),
        ("shopify-product-csvs/apparel.csv", comma, 46, 22),
        ("shopify-product-csvs/jewelery.csv", comma, 46, 41),
        ("cdnow/CDNOW_master.txt", .blanks, 4, 0),
        ("cdnow/cdnow_customers_summary.csv", comma, 4, 2357),
        ("goodbooks-10k/books.csv", comma, 23, 0),
        ("goodbooks-10k/tags.csv", comma, 2, 34252),
        ("goodbooks-10k/samples/ratings.csv", comma, 3, 99),
    ]

    @Test(.enabled(if: SharedData.isAvailable("csv-spectrum")), arguments: files)
    func `real files are found to be written as they are`(
        path: String, delimiter: CSVDelimiter, columns: Int, rows: Int
    ) throws {
        let parts = path.split(separator: "/", maxSplits: 1)
        let folder = try #require(SharedData.folder(String(parts[0])))
        let file = try FeedFile(
            name: String(parts[1]), path: folder.appending(path: String(parts[1])).path)
        let encoding = DetectedEncoding(try file.tallied().tally, declared: nil, locale: "en-GB")
        let sample = try CSVSample(file, in: encoding)
        let dialect = CSVDialect(CSVFormat(), sample, wanted: [])
        let found = sample.rows(dialect, limit: .max)
        #expect(dialect.delimiter == delimiter)
        #expect(dialect.quote == UInt8(ascii: "\""))
        #expect(dialect.skipLines == 0)
        #expect(found.first?.fields.count == columns)
        // The two large files go on behind the sample.
        if rows > 0 { #expect(found.count - 1 == rows) }
    }
}
