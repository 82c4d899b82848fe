import Foundation

/// `tidings serve` for a benchmark, until it is stopped.
final class ServedShop {
    private let process = Process()
    private let log: URL

    init(_ program: String, shop: URL, jobsAtOnce: Int) throws {
        log = shop.appending(path: "serve.log")
        try Data().write(to: log)
        process.executableURL = URL(filePath: program)
        process.arguments = [
            "serve", "-C", shop.path, "--listen", "127.0.0.1:0", "--at-once", "\(jobsAtOnce)",
        ]
        process.standardError = try FileHandle(forWritingTo: log)
        process.standardOutput = FileHandle.nullDevice
        try process.run()
    }

    var isRunning: Bool { process.isRunning }

    /// What it said.
    var output: String {
        // What cannot be read is not said.
        (try? String(contentsOf: log, encoding: .utf8)) ?? ""
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
    }
}
