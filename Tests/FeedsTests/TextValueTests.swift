import Testing

@testable import Feeds

struct TextValueTests {
    @Test(
        arguments: [
            ("00123", "00123"), ("a\tb\nc\rd\\e", "a\tb\nc\rd\\e"), (#"\N"#, #"\N"#),
            ("exactly8", "exactly8"), ("eight by\tand more of it", "eight by\tand more of it"),
            ("书店 📚", "书店 📚"), ("bell\u{7}", "bell\u{7}"), ("a\u{0}b", "✗ holds a NUL byte"),
            ("long enough\u{0}to pass eight", "✗ holds a NUL byte"),
        ])
    func `text is written as it is`(text: String, expected: String) {
        #expect(written(text, by: TextValue()) == expected)
    }

    @Test(
        arguments: [
            ("plain", #""plain""#), (#"say "hi" \ bye"#, #""say \"hi\" \\ bye""#),
            ("a\nb\tc\rd", #""a\nb\tc\rd""#), ("\u{1F}\u{1}", #""\u001f\u0001""#),
            ("书", #""书""#), ("\u{0}", "✗ holds a NUL byte"),
        ])
    func `an attribute is a JSON string`(text: String, expected: String) {
        #expect(written(text, by: AttributeValue()) == expected)
    }

    @Test(
        arguments: [
            ("  a b  ", "a b"), ("\u{A0}a\u{3000}", "a"), ("\u{FEFF}a", "a"), ("\t\r\n", ""),
            ("é", "é"), ("\u{3000}", ""),
        ])
    func `blanks at the ends are nothing`(text: String, expected: String) {
        #expect(text.trimmingBlanks == expected)
    }

    @Test(
        arguments: [
            ([0x61, 0xC3, 0xA9], nil), ([0xC0, 0x80], 0), ([0xE0, 0x80, 0x80], 0),
            ([0xED, 0xA0, 0x80], 0), ([0xF4, 0x90, 0x80, 0x80], 0), ([0x61, 0xE4, 0xB8], 1),
            ([0xF0, 0x9F, 0x93, 0x9A], nil), ([0x80], 0), ([UInt8](repeating: 0x61, count: 9), nil),
            ([UInt8](repeating: 0x61, count: 17) + [0xFF], 17),
        ] as [([UInt8], Int?)])
    func `the first byte that is not UTF-8 is found`(bytes: [UInt8], expected: Int?) {
        #expect(bytes.withUnsafeBufferPointer { UTF8Check.firstFault(in: $0) } == expected)
    }
}
