package import Foundation
import Testing

/// The dump of the rental shop Pagila.
package enum Pagila {
    /// Restores it into a database; roles that it names need not be there.
    package static func restore(_ folder: URL, into uri: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = [
            "-c", "{ cat \"$1\"; gunzip -c \"$2\"; } | psql -X -q \"$3\" >/dev/null 2>&1", "sh",
            folder.appending(path: "pagila-schema.sql").path,
            folder.appending(path: "pagila-data.sql.gz").path, uri,
        ]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }
}
