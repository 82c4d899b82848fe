internal import Foundation

/// Ports on loopback for servers that cannot choose one themselves.
package enum FreePort {
    /// A port that nobody listens on now.
    package static func next() throws -> Int {
        let port = withSocket(to: 0) { descriptor, address, length -> Int in
            guard bind(descriptor, address, length) == 0 else { return 0 }
            var bound = sockaddr_in()
            var size = length
            let isKnown = withUnsafeMutablePointer(to: &bound) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    getsockname(descriptor, $0, &size)
                }
            }
            return isKnown == 0 ? Int(UInt16(bigEndian: bound.sin_port)) : 0
        }
        guard port > 0 else {
            throw ServerProcess.NotStarted(description: "no port is free on loopback")
        }
        return port
    }

    /// Comes back when somebody listens, which takes some ten seconds at most.
    package static func waitForServer(on port: Int) throws {
        let limit = ContinuousClock.now + .seconds(20)
        while withSocket(to: UInt16(port), { connect($0, $1, $2) }) != 0 {
            guard ContinuousClock.now < limit else {
                throw ServerProcess.NotStarted(description: "nobody listens on port \(port)")
            }
            sched_yield()
        }
    }

    private static func withSocket<T>(
        to port: UInt16, _ body: (Int32, UnsafePointer<sockaddr>, socklen_t) -> T
    ) -> T {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}

/// Programs that a test needs done.
package enum Shell {
    /// Runs a program to its end; one that fails is a failure of the test.
    package static func run(_ program: String, _ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw ServerProcess.NotStarted(
                description: "\(program) \(arguments.joined(separator: " ")) failed")
        }
    }
}
