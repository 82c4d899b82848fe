/// Hides what a line of a file says of passwords, so that an excerpt may be shown and logged.
///
/// Secrets belong in the environment, but nothing stops a marketer from writing one down. Each
/// character becomes a bullet: the caret under the line stays where it is.
enum SecretMask {
    private static let keys = ["password", "signing_key"]

    /// The line with the password of every URL and of every key that has a secret hidden.
    static func hide(_ line: String) -> String {
        guard line.contains("://") || keys.contains(where: line.contains) else { return line }
        var characters = Array(line)
        hideAfterKey(&characters)
        hideInURLs(&characters)
        return String(characters)
    }

    private static func hideInURLs(_ characters: inout [Character]) {
        for start in characters.indices where characters[start...].starts(with: "://") {
            let rest = characters[(start + 3)...]
            let word = rest.prefix { !" \"'/,}".contains($0) }
            guard let at = word.lastIndex(of: "@"), let colon = word.firstIndex(of: ":"),
                colon < at
            else { continue }
            hide(&characters, (colon + 1)..<at)
        }
    }

    private static func hideAfterKey(_ characters: inout [Character]) {
        for start in characters.indices {
            let rest = characters[start...]
            guard let key = keys.first(where: { rest.starts(with: $0) }) else { continue }
            let separator = rest.dropFirst(key.count).prefix { " :=\"'[".contains($0) }
            guard separator.contains(where: { ":=".contains($0) }) else { continue }
            let value = characters[separator.endIndex...].prefix { !" \"',&}]".contains($0) }
            hide(&characters, value.startIndex..<value.endIndex)
        }
    }

    /// Hides a secret; `${NAME}` is none.
    private static func hide(_ characters: inout [Character], _ range: Range<Int>) {
        guard !characters[range].starts(with: "${") else { return }
        for index in range { characters[index] = "•" }
    }
}
