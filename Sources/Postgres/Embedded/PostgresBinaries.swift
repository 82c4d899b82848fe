import Foundation
import Problems

/// The installed PostgreSQL programs that the embedded cluster runs.
struct PostgresBinaries: Sendable {
    /// The oldest major version that Tidings works with.
    static let oldest = 15

    /// The folder with `initdb` and `postgres`.
    let folder: URL
    /// As in 15.6.
    let version: String
    let major: Int

    var initdb: String { folder.appending(path: "initdb").path }
    var postgres: String { folder.appending(path: "postgres").path }

    /// The newest installed version, or the one that a cluster was made with.
    ///
    /// - Parameters:
    ///   - folders: where to look.
    ///   - major: the version of an existing cluster; nil for any that is new enough.
    static func find(in folders: [URL], major: Int? = nil) throws(Problem) -> PostgresBinaries {
        let found = folders.compactMap(inspect)
        let fitting = found.filter { binaries in
            if let major { binaries.major == major } else { binaries.major >= oldest }
        }
        // The first of equals: folders that the caller named stand before the usual ones.
        guard let newest = fitting.reversed().max(by: { $0.major <= $1.major }) else {
            throw missing(major: major, found: found)
        }
        return newest
    }

    /// Where packages of Debian, Red Hat, Homebrew and self-built ones put the programs.
    static func usualFolders() -> [URL] {
        let parents = ["/usr/lib/postgresql", "/usr", "/opt/homebrew/opt", "/usr/local/opt"]
        let versioned = parents.flatMap { parent -> [URL] in
            // A parent that is not there has no versions.
            let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
            return names.sorted().filter { name in
                parent.hasSuffix("postgresql") || name.hasPrefix("pgsql-")
                    || name.hasPrefix("postgresql@")
            }.map { URL(filePath: "\(parent)/\($0)/bin") }
        }
        let plain = ["/usr/local/pgsql/bin", "/usr/local/bin", "/usr/bin"]
        return versioned + plain.map { URL(filePath: $0) }
    }

    /// The newest of a client's programs, which talk to servers of their own version and older.
    static func newest(
        _ program: String, in folders: [URL] = usualFolders()
    ) throws(Problem) -> String {
        let found = folders.map { $0.appending(path: program).path }
            .filter { FileManager.default.isExecutableFile(atPath: $0) }
        // Folders are named after versions: 9.6 before 15 by their numbers, not by their letters.
        guard let newest = found.max(by: { $0.compare($1, options: .numeric) == .orderedAscending })
        else { throw noClient(program) }
        return newest
    }

    private static func inspect(_ folder: URL) -> PostgresBinaries? {
        let programs = ["initdb", "postgres"].map { folder.appending(path: $0).path }
        guard programs.allSatisfy({ FileManager.default.isExecutableFile(atPath: $0) }),
            // A program that does not run is no candidate; if none is left, that is the error.
            let answer = try? ChildProcess.run([programs[1], "--version"]), answer.succeeded
        else { return nil }
        // "postgres (PostgreSQL) 15.6 (Debian 15.6-0+deb12u1)", or "17beta1".
        let words = answer.output.split(whereSeparator: \.isWhitespace)
        guard words.count >= 3, let major = Int(words[2].prefix(while: \.isNumber)) else {
            return nil
        }
        return PostgresBinaries(folder: folder, version: String(words[2]), major: major)
    }
}

extension PostgresBinaries {
    private static func noClient(_ program: String) -> Problem {
        Problem(
            .infrastructure, "\(program) is not installed",
            hint: "Install PostgreSQL's client programs: apt-get install postgresql-client.")
    }

    private static func missing(major: Int?, found: [PostgresBinaries]) -> Problem {
        let installed = found.map(\.version).joined(separator: ", ")
        guard let major else {
            return Problem(
                .infrastructure,
                installed.isEmpty
                    ? "PostgreSQL is not installed"
                    : "PostgreSQL \(oldest) or later is not installed, only \(installed)",
                hint: """
                    Install it (apt-get install postgresql), or set "database" in \
                    Jobs/workspace.yaml to a server of your own.
                    """)
        }
        return Problem(
            .infrastructure,
            "the embedded database was made by PostgreSQL \(major), which is not installed",
            hint: "Install it: apt-get install postgresql-\(major).",
            cause: installed.isEmpty ? nil : "installed: \(installed)")
    }
}
