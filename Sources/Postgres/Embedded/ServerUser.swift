import Foundation
import Problems

/// The account that runs the embedded server: PostgreSQL refuses to run as root.
struct ServerUser: Hashable, Sendable {
    let name: String
    let id: uid_t
    let group: gid_t

    /// Whether it is another account than this process's, which is then root.
    var isOther: Bool { id != geteuid() }

    /// Who runs this process or, for root, the first unprivileged account that there is.
    static func current() throws(Problem) -> ServerUser {
        if geteuid() != 0 { return try account(of: geteuid()) }
        let names = ["postgres", "tidings", "nobody"]
        guard let user = names.lazy.compactMap(named).first(where: { $0.id != 0 }) else {
            throw noAccount(names)
        }
        return user
    }

    /// Who owns an existing cluster and therefore runs it.
    static func owner(of folder: URL) throws(Problem) -> ServerUser {
        var status = stat()
        guard stat(folder.path, &status) == 0, status.st_uid != 0 else { return try current() }
        guard geteuid() == 0 || status.st_uid == geteuid() else {
            throw foreign(folder, owner: status.st_uid)
        }
        return try account(of: status.st_uid)
    }

    /// A command as this user: unchanged unless this process is root.
    func command(_ command: [String]) -> [String] {
        guard isOther else { return command }
        // setpriv becomes the program that it runs; runuser would stay as its parent.
        return [
            "/usr/bin/setpriv", "--reuid=\(id)", "--regid=\(group)", "--clear-groups", "--",
        ] + command
    }

    /// Whether this user can reach a folder, through all the folders above it.
    func canEnter(_ folder: URL) throws -> Bool {
        try ChildProcess.run(command(["/usr/bin/test", "-x", folder.path])).succeeded
    }

    private static func account(of id: uid_t) throws(Problem) -> ServerUser {
        // A container may run as a number without an account; PostgreSQL wants a name.
        guard let user = find({ getpwuid_r(id, $0, $1, $2, $3) }) else { throw nameless(id) }
        return user
    }

    private static func named(_ name: String) -> ServerUser? {
        find { getpwnam_r(name, $0, $1, $2, $3) }
    }

    /// Looks an account up by one of the functions that are safe on several threads.
    private static func find(
        _ lookUp: (
            UnsafeMutablePointer<passwd>, UnsafeMutablePointer<CChar>, Int,
            UnsafeMutablePointer<UnsafeMutablePointer<passwd>?>
        ) -> Int32
    ) -> ServerUser? {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 16384) { buffer in
            guard let start = buffer.baseAddress, lookUp(&entry, start, buffer.count, &found) == 0,
                found != nil
            else { return nil }
            return ServerUser(
                name: String(cString: entry.pw_name), id: entry.pw_uid, group: entry.pw_gid)
        }
    }
}

extension ServerUser {
    private static func noAccount(_ names: [String]) -> Problem {
        Problem(
            .infrastructure,
            "there is no unprivileged user to run the embedded database as root may not",
            hint: "Create one of the users \(names.joined(separator: ", ")).")
    }

    private static func nameless(_ id: uid_t) -> Problem {
        Problem(
            .infrastructure, "the user \(id) has no name in /etc/passwd",
            hint: "PostgreSQL needs one: add it, or run Tidings as a named user.")
    }

    private static func foreign(_ folder: URL, owner: uid_t) -> Problem {
        Problem(
            .infrastructure,
            "the embedded database in \(folder.path) belongs to the user \(owner)",
            hint: "Run Tidings as that user or as root.")
    }
}
