import Foundation
import Testing

/// What another language makes of what the program did.
enum Python {
    /// Runs a script to its end, and gives what it printed; one that fails is a failure of the test.
    static func output(_ script: String, _ arguments: String...) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = ["-c", script] + arguments
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        let said = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(String(decoding: said, as: UTF8.self))")
        return String(decoding: data, as: UTF8.self)
    }
}
