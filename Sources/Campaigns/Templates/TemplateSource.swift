internal import Problems

/// The text of a template's file by lines, to tell where things stand.
struct TemplateSource {
    let path: String
    /// Without their ends.
    let lines: [String]
    private let text: String
    /// Where each line begins.
    private let starts: [String.Index]

    init(path: String, text: String) {
        self.path = path
        let whole = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
        self.text = whole
        lines = whole.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .map(String.init)
        var starts = [whole.startIndex]
        for index in whole.indices where whole[index].isNewline {
            starts.append(whole.index(after: index))
        }
        self.starts = starts
    }

    /// The number of the line that ends the front matter; nil when there is none.
    var frontMatterEnd: Int? {
        guard lines.first == "---" else { return nil }
        return lines.dropFirst().firstIndex(of: "---").map { $0 + 1 }
    }

    /// What follows from a line on, counted from 1; empty past the end.
    func text(fromLine line: Int) -> Substring {
        line <= starts.count ? text[starts[line - 1]...] : ""
    }

    /// A place in the file, the line's text with it.
    func place(line: Int, column: Int, length: Int) -> Place {
        let text = lines.indices.contains(line - 1) ? lines[line - 1] : nil
        return Place(path, line: line, column: column, length: length, text: text)
    }

    /// The place of a character that is so many characters after the start of a line.
    func place(fromLine line: Int, offset: Int, length: Int) -> Place {
        var line = line
        var column = offset
        while line < lines.count, column > lines[line - 1].count {
            column -= lines[line - 1].count + 1
            line += 1
        }
        return place(line: line, column: column + 1, length: length)
    }
}
