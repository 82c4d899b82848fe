import Definitions
import Foundation

/// `export.zip/orders.csv` is the file `orders.csv` in the zip file `export.zip`.
extension FilePattern {
    /// The file as it stands in its source.
    var file: FilePattern { parts.file }

    /// The path in a zip file; nil where none is named.
    var member: FilePattern? { parts.member }

    private var parts: (file: FilePattern, member: FilePattern?) {
        guard let found = text.range(of: ".zip/", options: .caseInsensitive) else {
            return (self, nil)
        }
        return (
            FilePattern(String(text[..<found.upperBound].dropLast())),
            FilePattern(String(text[found.upperBound...]))
        )
    }
}
