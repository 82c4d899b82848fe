import Problems
import Testing

struct SuggestionTests {
    @Test(arguments: [
        ("tempalte", "template"), ("prority", "priority"), ("Topic", "topic"),
    ])
    func `a slip of the pen finds its word`(word: String, meant: String) {
        #expect(
            Suggestion.closest(to: word, among: ["template", "priority", "topic"]) == meant)
    }

    @Test func `a word that is far from all gets no suggestion but the list`() {
        #expect(Suggestion.closest(to: "colour", among: ["template", "topic"]) == nil)
        #expect(
            Suggestion.hint(for: "colour", among: ["topic", "template"], known: "keys")
                == "The keys are: template, topic.")
    }
}
