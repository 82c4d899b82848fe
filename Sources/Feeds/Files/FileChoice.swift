import Definitions
import Foundation
import Problems

/// Which of the files in a source's folder a pattern means on a date.
///
/// One file, the newest if the pattern has a star; with `take: all` each whose name says no later
/// date. In the order in which they are to be loaded: by their dates, else by their times and names.
struct FileChoice {
    /// What stands for the file itself.
    let name: FileName
    /// Of a zip file, what stands for the file in it.
    private let member: FileName?
    private let pattern: FilePattern
    private let takesAll: Bool
    private let date: CivilDate
    private let source: String
    private let place: Place

    init(_ pattern: FilePattern, of feed: Feed, on date: CivilDate) throws {
        self.pattern = pattern
        name = try FileName(pattern.outside, at: feed.place)
        member = try pattern.inside.map { try FileName($0, at: feed.place) }
        takesAll = feed.pickup.takesAll
        self.date = date
        source = feed.source
        place = feed.place
    }

    /// The one file's name; nil where the folder must be looked into.
    var only: String? { name.hasStar || takesAll ? nil : text }

    /// What files are looked for.
    var wanted: FileName { takesAll ? name : name.on(date) }

    /// The pattern, as people see it.
    var text: String {
        takesAll && name != name.on(date) ? pattern.outside.text : name.text(for: date)
    }

    /// The files to load, of those that fit ``wanted``.
    func choose(among entries: [ListedEntry]) -> [ListedEntry] {
        let found = entries.filter { entry in entry.date.map { $0 <= date } ?? true }
            .sorted { Self.order($0) < Self.order($1) }
        return takesAll ? found : Array(found.suffix(1))
    }

    /// How feeds and the record call a file, which in a zip file has a name of its own.
    func fullName(of file: String, saying said: CivilDate? = nil) -> String {
        member.map { file + "/" + $0.text(for: said ?? date) } ?? file
    }

    private static func order(_ entry: ListedEntry) -> (Int, Date, String) {
        guard let date = entry.date else { return (0, entry.modified, entry.name) }
        return (date.daysSince1970, entry.modified, entry.name)
    }

    /// That none is there.
    ///
    /// - Parameter files: What else is in its folder.
    func missing(among files: [ListedEntry]) -> Problem {
        let like = files.compactMap { file in
            name.match(file.name).map {
                ListedEntry(name: file.name, modified: file.modified, date: $0.date)
            }
        }
        let newest = like.max {
            ($0.modified, $0.date?.daysSince1970 ?? 0, $0.name)
                < ($1.modified, $1.date?.daysSince1970 ?? 0, $1.name)
        }
        let close = Suggestion.closest(to: text, among: files.map(\.name))
        let hint =
            newest.map { "The newest file like it is \($0.name)." }
            ?? close.map { "Did you mean \"\($0)\"?" }
            ?? "Look whether it was delivered to the source \"\(source)\"."
        return Problem(.guarded, "the file \(text) is missing", at: place, hint: hint)
    }
}
