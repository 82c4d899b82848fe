import Testing

@testable import Postgres

struct ArrayTextTests {
    @Test(
        arguments: [
            [], ["a"], ["a b", "", "NULL", nil, "q\"u\\o", "{x,y}", "鲁迅,"], [nil], [""],
        ] as [[String?]])
    func `an array is read as it was written`(elements: [String?]) {
        #expect(ArrayText.parse(ArrayText.format(elements)) == elements)
    }

    @Test(
        arguments: [
            ("{a,b,NULL}", ["a", "b", nil]),
            ("{\"NULL\"}", ["NULL"]),
            ("{}", []),
        ] as [(String, [String?])])
    func `elements without quotation marks are read`(text: String, elements: [String?]) {
        #expect(ArrayText.parse(text) == elements)
    }

    @Test(arguments: ["", "a", "{", "{{a},{b}}", "[0:1]={a,b}", "{a\\}", "{\"a}"])
    func `what is no array of one dimension is nil`(text: String) {
        #expect(ArrayText.parse(text) == nil)
    }
}
