import Testing

@testable import Feeds

struct CategoriesValueTests {
    @Test(
        arguments: [
            ("Fiction", #"{"Fiction"}"#),
            ("Fiction>Crime", #"{"Fiction > Crime"}"#),
            (" Fiction  >  Crime ; Comics;", #"{"Fiction > Crime","Comics"}"#),
            ("Home & Garden\u{1F}Home & Garden\u{1F}Gifts", #"{"Home & Garden","Gifts"}"#),
            ("> A >> B >", #"{"A > B"}"#),
            (";;", "{}"),
            (#"say "hi"\now, {x}"#, #"{"say \"hi\"\\now, {x}"}"#),
            ("NULL", #"{"NULL"}"#),
            ("a\u{0}", "✗ holds a NUL byte"),
        ])
    func `paths are an array of texts`(text: String, expected: String) {
        #expect(written(text, by: CategoriesValue()) == expected)
    }
}
