import Definitions
import Foundation
import Problems

/// One case: its first four bytes choose how a file is read, the others are the file.
struct FuzzCase {
    /// The file's name, which tells its packing.
    let name: String
    let feed: Feed
    let locale: String
    /// How many bytes are read at once the second time.
    let chunk: Int
    let bytes: [UInt8]

    init(_ all: [UInt8]) {
        let choices = Array(all.prefix(4)) + Array(repeating: 0, count: max(0, 4 - all.count))
        bytes = Array(all.dropFirst(4))
        chunk = 8 + Int(choices[3])
        locale = Self.locales[Int(choices[2]) % Self.locales.count]
        let isXML = Self.format.map { $0 == .xml } ?? (choices[0] & 1 == 1)
        name = (isXML ? "f.xml" : "f.csv") + Self.packings[Int(choices[0] >> 1) & 3]
        let file = FilePattern(name)
        let mapping = Self.maps[Int(choices[1] >> 5) % Self.maps.count]
        feed = Feed(
            name: "fuzz", entity: mapping.entity, source: "s",
            input: isXML
                ? .xml(file: file, Self.xml[Int(choices[1]) % Self.xml.count])
                : .csv(file: file, Self.csv(choices[1])),
            map: mapping.fields.enumerated().map { index, field in
                var field = field
                field.input = isXML ? Self.paths[index] : String(index + 1)
                return field
            }, place: Self.place)
    }

    enum Format: String {
        case csv, xml
    }

    /// What all cases are, by the program's first word; nil where each chooses.
    static let format = CommandLine.arguments.dropFirst().first.flatMap(Format.init)

    static let place = Place("Jobs/fuzz.yaml", line: 1)

    private static let packings = ["", "", ".gz", ".zip"]
    private static let locales = ["en", "zh-CN", "ja", "ru", "zh-TW", "ko"]
    private static let xml = [
        XMLFormat(records: ["//p"]), XMLFormat(records: ["/a/p", "/a/b/p"]),
        XMLFormat(records: ["//g:p"], namespaces: XMLNamespaces(["g": "urn:g"])),
        XMLFormat(records: ["//p"], namespaces: XMLNamespaces(isAny: true), encoding: "shift_jis"),
    ]
    private static let paths = ["@id", "t", ".//c", "t[@x='1']/u", "t[2]"]

    private static func csv(_ choice: UInt8) -> CSVFormat {
        let encodings = ["utf-8", "gb18030", "shift_jis", "utf-16le", "big5", "latin1", "euc-jp"]
        return CSVFormat(
            delimiter: choice & 1 == 1 ? .blanks : .byte(choice & 2 == 2 ? 0x3B : 0x2C),
            hasHeader: false, skipLines: Int(choice >> 2) & 1, nulls: ["NULL"],
            encoding: choice & 8 == 8
                ? TextEncoding(label: encodings[Int(choice >> 4) % encodings.count]) : nil)
    }

    private static let maps: [(entity: Entity, fields: [FieldMap])] = [
        (.products, [field("id"), field("title"), field("categories"), field("price")]),
        (.products, [field("id"), field("published_on"), field("attributes.a")]),
        (
            .customers,
            [field("id"), field("email"), field("birthday"), field("joined_on"), field("timezone")]
        ),
        (.stock, [field("product"), field("available"), field("as_of")]),
    ]

    private static func field(_ name: String) -> FieldMap {
        FieldMap(field: name, input: "", place: place)
    }
}
