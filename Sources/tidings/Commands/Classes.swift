import ArgumentParser
import Definitions
import Problems
import Running

struct Classes: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the ready-made classes of customers that a job may use, or print some.",
        discussion: """
            A job with "use: [rfm, lifecycle]" under transform: has their segments as if it had \
            written them. A segment of the same name in a job stands in the place of theirs.
            """)

    @OptionGroup var listing: ListingOptions

    @Argument(help: "Classes, to print their file. Defaults to a list of all.")
    var classes: String?

    func run() throws {
        if let classes {
            guard let lines = ReadyClasses.lines(of: classes) else { throw Self.none(classes) }
            return Console.out(lines.joined(separator: "\n"))
        }
        let listed = try ReadyClasses.listings()
        if listing.json { return listed.map(\.json).forEach { Console.out($0.description) } }
        var table = TextTable([.left, .right, .left])
        table.add(["classes", "segments", "about"])
        for classes in listed {
            table.add([classes.name, "\(classes.segments.count)", classes.about])
        }
        Console.out(table.lines(indent: 0).joined(separator: "\n"))
    }

    private static func none(_ name: String) -> Problem {
        Problem(
            .usage, "there are no classes \"\(name)\"",
            hint: Suggestion.hint(for: name, among: ReadyClasses.names, known: "classes"))
    }
}

extension ReadyClasses.Listing {
    /// The classes as `classes --json` shows them.
    fileprivate var json: JSONValue {
        .object([
            "classes": .text(name), "about": .text(about),
            "segments": .array(segments.map { .text($0) }),
        ])
    }
}
