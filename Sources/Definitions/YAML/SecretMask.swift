/// Hides what a line of a file says of passwords, so that an excerpt may be shown and logged.
///
/// Secrets belong in the environment, but nothing stops a marketer from writing one down. Each
/// character becomes a bullet: the caret under the line stays where it is.
enum SecretMask {
    static let keys = ["password", "signing_key"]

    /// A line with what is secret in it hidden.
    ///
    /// - Parameter secret: what the line goes on with, if it is of a secret that began above.
    static func hide(_ line: String, goingOn secret: SecretLines.Form?) -> String {
        guard let secret else { return hide(line) }
        var characters = Array(line)
        switch secret {
        case .block:
            let start = line.prefix { " -".contains($0) }.count
            _ = hideValue(&characters, from: start, isInFlow: false)
        case .list: hideList(&characters, from: 0)
        }
        return hide(String(characters))
    }

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
            let here = characters[start...]
            guard let key = keys.first(where: { here.starts(with: $0) }) else { continue }
            let rest = here.dropFirst(key.count).drop { " \"'".contains($0) }
            guard let sign = rest.first, ":=".contains(sign) else { continue }
            let value = rest.dropFirst().drop { $0 == " " }
            if sign == "=" {
                hide(&characters, value.prefix { !" \"',&}]".contains($0) }.indices)
            } else {
                let isInFlow = characters[..<start].contains { "{[".contains($0) }
                hideValues(&characters, from: value.startIndex, isInFlow: isInFlow)
            }
        }
    }

    /// Hides a value of YAML, or each of a list in brackets.
    private static func hideValues(
        _ characters: inout [Character], from start: Int, isInFlow: Bool
    ) {
        guard start < characters.endIndex, characters[start] == "[" else {
            _ = hideValue(&characters, from: start, isInFlow: isInFlow)
            return
        }
        hideList(&characters, from: start + 1)
    }

    /// Hides the values of a list in brackets, up to its end.
    private static func hideList(_ characters: inout [Character], from start: Int) {
        var position = start
        while position < characters.endIndex, !"]#".contains(characters[position]) {
            let isBetween = " ,[".contains(characters[position])
            position =
                isBetween
                ? position + 1 : hideValue(&characters, from: position, isInFlow: true)
        }
    }

    /// Hides one value; returns where what comes after it begins.
    private static func hideValue(
        _ characters: inout [Character], from start: Int, isInFlow: Bool
    ) -> Int {
        guard start < characters.endIndex else { return start }
        let first = characters[start]
        guard first != "\"", first != "'" else {
            let rest = characters[(start + 1)...]
            let end = rest.firstIndex(of: first) ?? rest.endIndex
            hide(&characters, (start + 1)..<end)
            return min(end + 1, characters.endIndex)
        }
        var end = start
        while end < characters.endIndex, !(isInFlow && ",}]".contains(characters[end])),
            !(end > start && characters[end] == "#" && characters[end - 1] == " ")
        {
            end += 1
        }
        let blanks = characters[start..<end].reversed().prefix { $0 == " " }.count
        hide(&characters, start..<(end - blanks))
        return max(end, start + 1)
    }

    /// Hides a secret; `${NAME}` is none.
    private static func hide(_ characters: inout [Character], _ range: Range<Int>) {
        guard !characters[range].starts(with: "${") else { return }
        for index in range { characters[index] = "•" }
    }
}
