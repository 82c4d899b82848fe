import Problems
import Testing

@testable import Definitions

struct SecretLinesTests {
    /// The lines of a file as excerpts show them.
    private func shown(_ lines: [String]) -> [String] {
        let text = SourceText(file: "Jobs/workspace.yaml", text: lines.joined(separator: "\n"))
        return lines.indices.map { text.place(line: $0 + 1, column: 1).text ?? "" }
    }

    @Test func `the items of a list of secrets are hidden, and no others`() {
        #expect(
            shown([
                "signing_key:", "  - new", "  - 'old'", "topics:", "  - news", "password:",
                "- a&b # x", "- ${OLD}",
            ]) == [
                "signing_key:", "  - •••", "  - '•••'", "topics:", "  - news", "password:",
                "- ••• # x", "- ${OLD}",
            ])
    }

    @Test func `a list of secrets in brackets may have several lines`() {
        #expect(
            shown([
                "signing_key: [new,", "  'o]ld', # the ] before", "  ${KEY}, \"a\\\"b\"", "]",
                "timezone: UTC",
            ]) == [
                "signing_key: [•••,", "  '••••', # the ] before", "  ${KEY}, \"••\"••", "]",
                "timezone: UTC",
            ])
        #expect(
            shown(["signing_key:", "  [new,", "old]", "topics: [a,", "  b]"]) == [
                "signing_key:", "  [•••,", "•••]", "topics: [a,", "  b]",
            ])
        #expect(
            shown(["x: {signing_key: [new,", "  old], password: pass,", "  user: u}", "y: z"]) == [
                "x: {signing_key: [•••,", "  •••], password: •••••", "  user: u}", "y: z",
            ])
    }

    @Test func `a secret over several lines is hidden to its end`() {
        #expect(
            shown(["  - password: |", "      two words", "", "      more", "    user: u"]) == [
                "  - password: •", "      •••••••••", "", "      ••••", "    user: u",
            ])
        #expect(
            shown(["password: \"two", "  words\"", "user: u"]) == [
                "password: \"•••", "  ••••••", "user: u",
            ])
        #expect(
            shown(["password: # below", "  pass", "user: u"]) == [
                "password: •••••••", "  ••••", "user: u",
            ])
    }
}
