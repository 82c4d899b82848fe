package import Foundation

/// Another implementation to agree with: what a Python script makes of something.
package enum Python {
    /// A script that failed, with what it said.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    /// The interpreter that can import a module, or several with commas between (nil: any that is
    /// there); nil when none can.
    package static func interpreter(importing module: String? = nil) -> String? {
        ["/usr/bin/python3", "/usr/local/bin/python3", "/opt/homebrew/bin/python3"].first { path in
            guard let module else { return FileManager.default.isExecutableFile(atPath: path) }
            let process = Process()
            process.executableURL = URL(filePath: path)
            process.arguments = ["-c", "import \(module)"]
            process.standardError = FileHandle.nullDevice
            guard (try? process.run()) != nil else { return false }  // not installed there
            process.waitUntilExit()
            return process.terminationStatus == 0
        }
    }

    /// Runs a script to its end, and gives what it printed.
    ///
    /// - Parameters:
    ///   - module: what the interpreter must be able to import. Defaults to nothing.
    ///   - input: what the script reads.
    package static func output(
        _ script: String, _ arguments: [String] = [], importing module: String? = nil,
        input: Data = Data()
    ) throws -> String {
        guard let path = interpreter(importing: module) else {
            throw Failure(description: "there is no Python with \(module ?? "or without modules")")
        }
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = ["-c", script] + arguments
        let (given, output, errors) = (Pipe(), Pipe(), Pipe())
        process.standardInput = given
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        try given.fileHandleForWriting.write(contentsOf: input)
        try given.fileHandleForWriting.close()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        let said = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(description: String(decoding: said, as: UTF8.self))
        }
        return String(decoding: data, as: UTF8.self)
    }
}
