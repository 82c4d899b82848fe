import Testing

@testable import Mail

struct EncodedWordsTests {
    @Test(arguments: [
        ("Dear Änne, hello", ["=?UTF-8?Q?Dear_=C3=84nne=2C_hello?="]),
        ("Änne", ["=?UTF-8?B?w4RubmU=?="]), ("生日快乐", ["=?UTF-8?B?55Sf5pel5b+r5LmQ?="]),
        ("a b", ["=?UTF-8?Q?a_b?="]), ("", []),
    ])
    func `a text becomes the shorter of Q and B`(text: String, words: [String]) {
        #expect(EncodedWords.words(text, room: 60) == words)
    }

    @Test func `long texts become words of at most 75, the first as its line has room`() {
        let words = EncodedWords.words(String(repeating: "生日快乐", count: 30), room: 40)
        #expect(words.allSatisfy { $0.count <= 75 })
        #expect((words.first?.count ?? 99) <= 40)
        #expect(words.count == 9)
    }

    @Test func `no character is split, not even one of many scalars`() {
        let family = "👨‍👩‍👧"
        for pad in 0..<12 {
            let text = String(repeating: "a", count: pad) + String(repeating: family, count: 8)
            for word in EncodedWords.words(text, room: 60) {
                // A whole number of scalars in each word; Python's reader checks the text itself.
                #expect(word.hasPrefix("=?UTF-8?B?") && word.hasSuffix("?="))
                #expect(word.dropFirst(10).dropLast(2).count.isMultiple(of: 4))
            }
        }
    }
}
