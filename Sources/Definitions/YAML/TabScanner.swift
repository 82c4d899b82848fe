import Problems

/// Finds tabs that stand outside quotes, comments and block texts.
///
/// YAML allows some of them and refuses others; all look like blanks that they are not.
struct TabScanner {
    private let source: SourceText
    private var quote: Unicode.Scalar?
    /// The indentation that the lines of a block text (`|` or `>`) exceed.
    private var block: Int?

    private init(_ source: SourceText) { self.source = source }

    /// The tabs of a file, the first of each line.
    static func problems(in source: SourceText) -> [Problem] {
        var scanner = TabScanner(source)
        return source.lines.indices.compactMap { index in
            scanner.tab(in: Array(source.lines[index].unicodeScalars)).map { column in
                .tab(at: source.place(line: index + 1, column: column))
            }
        }
    }

    /// The column of a line's first tab that matters.
    private mutating func tab(in line: [Unicode.Scalar]) -> Int? {
        if let block {
            let indent = line.prefix { $0 == " " }.count
            if indent == line.count || indent > block { return nil }
            self.block = nil
        }
        var found: Int?
        var startsToken = true
        var index = 0
        while index < line.count {
            let scalar = line[index]
            if let open = quote {
                let next = index + 1 < line.count ? line[index + 1] : nil
                if scalar == "\\" && open == "\"" || scalar == "'" && open == "'" && next == "'" {
                    index += 1
                } else if scalar == open {
                    quote = nil
                }
            } else {
                switch scalar {
                case "\t": found = found ?? index + 1
                case " ": break
                case "\"" where startsToken, "'" where startsToken: quote = scalar
                case "#" where index == 0 || line[index - 1] == " " || line[index - 1] == "\t":
                    return found
                default: break
                }
            }
            if scalar != " ", scalar != "\t" {
                startsToken = ":,[{-?".unicodeScalars.contains(scalar)
            }
            index += 1
        }
        if quote == nil { block = blockIndent(openedBy: line) }
        return found
    }

    /// The indentation of a line that ends with a block text's header, as `query: |-`.
    private func blockIndent(openedBy line: [Unicode.Scalar]) -> Int? {
        let trimmed = line.reversed().drop { $0 == " " || $0 == "\t" }
        let header = trimmed.drop { $0 == "-" || $0 == "+" || ("1"..."9").contains($0) }
        guard let mark = header.first, mark == "|" || mark == ">" else { return nil }
        guard header.count == 1 || header.dropFirst().first == " " else { return nil }
        // "- query: |" is indented by what stands before "query".
        return line.prefix { $0 == " " || $0 == "-" }.count
    }
}

extension Problem {
    fileprivate static func tab(at place: Place) -> Problem {
        Problem(
            .definition, "a tab stands where YAML wants spaces", at: place,
            hint: "Replace it by spaces.")
    }
}
