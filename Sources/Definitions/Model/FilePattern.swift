/// A file's name with `{date}`, `{date:yyyyMMdd}` or `{date-1}` for the run's logical date, and
/// with `*` for any characters but a slash.
package struct FilePattern: Sendable, Equatable {
    package var text: String

    package init(_ text: String) { self.text = text }
}
