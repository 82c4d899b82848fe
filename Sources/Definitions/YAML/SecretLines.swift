/// Which lines of a file go on with a secret that began above them: with the items of a list, in
/// brackets or not, or with a text over several lines.
struct SecretLines {
    /// How the lines of a secret are written.
    enum Form {
        /// Deeper than the key, or items as deep.
        case block
        /// In brackets.
        case list
    }

    /// How a value stands after so many of its lines.
    private enum Standing: Equatable {
        /// Nothing of it has come.
        case awaited
        case plain
        case quoted(Character)
        case list(depth: Int, quote: Character?)
        case over
    }

    private var forms: [Int: Form] = [:]

    init(_ lines: [String]) {
        for (index, line) in lines.enumerated() {
            guard let value = Self.value(in: line) else { continue }
            var standing = Standing.awaited
            Self.read(line[value.start...], &standing)
            for next in lines.indices.dropFirst(index + 1) {
                guard let form = Self.form(of: lines[next], after: standing, value) else { break }
                forms[next] = form
                Self.read(lines[next][...], &standing)
            }
        }
    }

    /// How a line goes on with a secret; nil if it does not.
    func form(of index: Int) -> Form? { forms[index] }

    /// Where the value of a line's last key that has a secret begins, and how deep the key stands;
    /// nil depth where it stands in braces.
    private static func value(in line: String) -> (start: String.Index, depth: Int?)? {
        for key in SecretMask.keys {
            guard let found = line.ranges(of: key).last else { continue }
            let rest = line[found.upperBound...].drop { " \"'".contains($0) }
            guard rest.first == ":" else { continue }
            let before = line[..<found.lowerBound]
            let isAlone = before.allSatisfy { " -\"'".contains($0) }
            return (rest.index(after: rest.startIndex), isAlone ? before.count : nil)
        }
        return nil
    }

    private static func form(
        of line: String, after standing: Standing, _ value: (start: String.Index, depth: Int?)
    ) -> Form? {
        switch standing {
        case .over: return nil
        case .quoted: return .block
        case .list: return .list
        case .awaited, .plain:
            guard let depth = value.depth else { return standing == .awaited ? .list : nil }
            let text = line.drop { $0 == " " }
            let indent = line.count - text.count
            let isBelow = indent > depth || indent == depth && text.hasPrefix("-")
            guard text.isEmpty || isBelow else { return nil }
            return standing == .awaited && text.hasPrefix("[") ? .list : .block
        }
    }

    /// Reads on through a value, up to a line's end.
    private static func read(_ text: Substring, _ standing: inout Standing) {
        var last: Character = " "
        for character in text {
            // What is escaped ends no text; a remark ends with its line.
            let isEscaped = last == "\\" && character == "\""
            switch standing {
            case .over, .plain: return
            case .awaited where character == " ": break
            case .awaited where character == "#": return
            case .awaited:
                standing =
                    switch character {
                    case "[": .list(depth: 1, quote: nil)
                    case "\"", "'": .quoted(character)
                    default: .plain
                    }
            case .quoted(let quote):
                if character == quote, !isEscaped { standing = .over }
            case .list(let depth, let quote?):
                if character == quote, !isEscaped { standing = .list(depth: depth, quote: nil) }
            case .list(let depth, nil):
                switch character {
                case "\"", "'": standing = .list(depth: depth, quote: character)
                case "[": standing = .list(depth: depth + 1, quote: nil)
                case "]": standing = depth > 1 ? .list(depth: depth - 1, quote: nil) : .over
                case "#" where last == " ": return
                default: break
                }
            }
            last = last == "\\" ? " " : character
        }
    }
}
