import Foundation

/// The processor time of a PostgreSQL server on this machine: of its processes, and of those that
/// have ended. Linux only; nothing elsewhere.
struct ServerTime {
    /// The postmaster's process.
    private let process: Int

    /// Nil when the server's folder shows no running process that this one may look at.
    init?(dataDirectory: URL) {
        let file = dataDirectory.appending(path: "postmaster.pid")
        guard let text = try? String(contentsOf: file, encoding: .utf8),  // no server, no time
            let id = text.split(separator: "\n").first.flatMap({ Int($0) }),
            Self.times(of: id) != nil
        else { return nil }
        process = id
    }

    /// Seconds so far.
    var seconds: Double {
        let ended = Self.times(of: process).map { $0.own + $0.children } ?? 0
        let path = "/proc/\(process)/task/\(process)/children"
        let children = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""  // none is left
        let running = children.split(separator: " ").compactMap { Int($0) }
            .compactMap { Self.times(of: $0)?.own }
        return running.reduce(ended, +)
    }

    /// The seconds of a process and of its children that ended (`man 5 proc`: fields 14 to 17).
    private static func times(of process: Int) -> (own: Double, children: Double)? {
        // A process that ended in between has no file.
        guard let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
            let end = stat.lastIndex(of: ")")
        else { return nil }
        let fields = stat[end...].split(separator: " ").dropFirst().map { Double($0) ?? 0 }
        guard fields.count > 14 else { return nil }
        let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
        return ((fields[11] + fields[12]) / ticks, (fields[13] + fields[14]) / ticks)
    }
}
