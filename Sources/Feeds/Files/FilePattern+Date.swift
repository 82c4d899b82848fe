package import Definitions
package import Problems

extension FilePattern {
    /// The file's path on a date, below its folder.
    ///
    /// - Throws: a `Problem` of an unknown placeholder, a path that leaves the folder, or a star.
    package func path(on date: LocalDate, at place: Place) throws -> String {
        let name = try FileName(self, at: place)
        guard !name.hasStar else { throw Self.star(at: place) }
        return name.text(for: CivilDate(year: date.year, month: date.month, day: date.day))
    }

    private static func star(at place: Place) -> Problem {
        Problem(
            .definition, "a file that is written cannot have \"*\" in its name", at: place,
            hint: "Write its name out; {date} stands for the run's date.")
    }
}
