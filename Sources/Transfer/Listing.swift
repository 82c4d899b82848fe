internal import Problems

/// A file or folder as a server lists it: listings do not tell reliably which it is.
package struct ListedFile: Sendable, Equatable {
    package var name: String
    /// What the server says of it in its own words, with size and time: another line means another
    /// version. nil where it says nothing, and of a link, whose line is not the file's.
    package var line: String?

    package init(name: String, line: String? = nil) {
        self.name = name
        self.line = line
    }
}

/// Lists a folder of an FTP or SFTP server.
package struct Listing: Sendable {
    private let request: FetchRequest
    private let clock: any Clock<Duration>
    private let connection = FetchConnection()

    /// - Parameters:
    ///   - request: Its address is the folder's, with a slash at its end; its name what problems
    ///     call the files that are looked for.
    ///   - clock: On which the waits between tries are counted.
    package init(_ request: FetchRequest, clock: any Clock<Duration> = ContinuousClock()) {
        self.request = request
        self.clock = clock
    }

    /// What is in the folder, in no order; nil if there is no such folder.
    ///
    /// - Throws: A `Problem` when the server is out of reach or does not let us in.
    package func run() async throws -> [ListedFile]? {
        if let problem = request.unfit { throw problem }
        var failures = 0
        while true {
            switch try await connection.list(request) {
            case .listed(let files): return files
            case .missing: return nil
            case .passing(let problem):
                failures += 1
                guard failures <= request.retries else { throw problem }
                try await clock.sleep(for: .seconds(Fetch.wait(after: failures)))
            case .failed(let problem): throw problem
            case .cancelled: throw CancellationError()
            }
        }
    }
}
