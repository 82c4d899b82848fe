internal import Problems
internal import Yams

/// What stands above a mail's body: its subject and the rest that is not HTML.
struct FrontMatter {
    /// Mustache, plain text.
    var subject: [TemplateToken] = []
    /// The line that inboxes show after the subject; Mustache, plain text. nil without one.
    var preheader: [TemplateToken]?
    /// The plain text beside the HTML; nil means that it is made from the HTML.
    var text: [TemplateToken]?
    /// As written; nil means `_layout`, if there is one.
    var layout: (name: String, place: Place)?
    /// The language that the mail is written in; nil means the file's, else the workspace's.
    var locale: String?
    /// What stands for a value that is missing, by the name's path.
    var defaults: [String: (text: String, place: Place)] = [:]

    /// Reads the lines of a file that hold front matter; nil when they are no YAML at all.
    static func read(
        _ source: TemplateSource, lines: Range<Int>
    ) -> (FrontMatter?, [Problem]) {
        let yaml = source.lines[(lines.lowerBound - 1)..<(lines.upperBound - 1)]
            .joined(separator: "\n")
        var reader = FrontMatterReader(source: source, firstLine: lines.lowerBound)
        do {
            guard let root = try Yams.compose(yaml: yaml), let mapping = root.mapping else {
                return (nil, [reader.notAMapping()])
            }
            return (reader.frontMatter(mapping), reader.problems.all)
        } catch {
            return (nil, [reader.notYAML(error)])
        }
    }
}
