import ArgumentParser
import Definitions
import Problems
import Running

struct Formats: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the ready-made formats that a feed may name, or print one to copy.",
        discussion: """
            A feed with "format: NAME" takes its xml: and map: from that format; what the feed \
            writes itself holds over it. To change a format, print it into Formats/NAME.yaml: \
            a workspace's own formats come first.
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var listing: ListingOptions

    @Argument(help: "A format, to print its file. Defaults to a list of all.")
    var format: String?

    func run() throws {
        let formats = ReadyFormats(root: workspace.root)
        if let format {
            guard let lines = try formats.lines(of: format) else {
                throw Self.noFormat(format, among: formats.names)
            }
            return Console.out(lines.joined(separator: "\n"))
        }
        let listed = formats.listings()
        guard formats.faults.isEmpty else { throw Problems(formats.faults) }
        if listing.json { return listed.map(\.json).forEach { Console.out($0.description) } }
        var table = TextTable([.left, .left, .left])
        table.add(["format", "entities", "about"])
        for format in listed {
            table.add([
                format.name, format.entities.joined(separator: ", "),
                format.isOwn ? "\(format.about) (Formats/\(format.name).yaml)" : format.about,
            ])
        }
        Console.out(table.lines(indent: 0).joined(separator: "\n"))
    }

    private static func noFormat(_ format: String, among names: [String]) -> Problem {
        Problem(
            .usage, "there is no format \"\(format)\"",
            hint: Suggestion.hint(for: format, among: names, known: "formats"))
    }
}

extension ReadyFormats.Listing {
    /// The format as `formats --json` shows it.
    fileprivate var json: JSONValue {
        .object([
            "format": .text(name), "about": .text(about),
            "entities": .array(entities.map { .text($0) }), "own": .boolean(isOwn),
        ])
    }
}
