import Foundation
import Problems
import TestKit
import Testing

@testable import Transfer

/// Fetches from pyftpdlib's FTP server (Debian: python3-pyftpdlib).
struct FetchFTPTests {
    private let served = FetchFolder()
    private let folder = FetchFolder()
    private let server: FTPServer

    init() throws {
        try served.write("orders 1.csv", "id\n1\n")
        server = try FTPServer(of: served.path)
    }

    private func request(_ name: String, password: String = "00123") throws -> FetchRequest {
        let url = try #require(URL(string: "ftp://127.0.0.1:\(server.port)/")).appending(path: name)
        var request = FetchRequest(url: url, name: name, source: "till", folder: folder.url)
        request.user = "lantern"
        request.password = password
        request.retries = 0
        return request
    }

    private func problem(_ request: FetchRequest) async -> Problem? {
        await #expect(throws: Problem.self) { try await Fetch(request).run() }
    }

    @Test func `a file is fetched, each time whole`() async throws {
        for text in ["id\n1\n", "id\n1\n2\n"] {
            try served.write("orders 1.csv", text)
            let result = try await Fetch(request("orders 1.csv")).run()
            #expect(
                result
                    == .fetched(path: folder.path + "/orders 1.csv", FetchValidators()))
            #expect(try folder.text("orders 1.csv") == text)
        }
    }

    @Test func `a missing file is missing, and a wrong password is refused`() async throws {
        let missing = try await problem(request("orders 2.csv"))
        #expect(missing?.kind == .guarded)
        #expect(missing?.summary == "orders 2.csv of the source \"till\" is missing on 127.0.0.1")
        let denied = try await problem(request("orders 1.csv", password: "hunter2"))
        #expect(denied?.kind == .infrastructure)
        #expect(
            denied?.summary == "127.0.0.1 does not let us have orders 1.csv of the source \"till\"")
        #expect(denied?.text.contains("hunter2") == false)
        #expect(folder.names == [])
    }

    @Test func `a web page and a file that is too large are no feeds here either`() async throws {
        try served.write("page.csv", "<html>Sorry")
        let page = try await problem(request("page.csv"))
        #expect(page?.summary == "page.csv of the source \"till\" is a web page and no feed")
        var small = try request("orders 1.csv")
        small.largest = 4
        let large = await problem(small)
        #expect(large?.summary == "orders 1.csv of the source \"till\" has more than 4 bytes")
        #expect(folder.names == [])
    }

    // MARK: Folders

    private func listing(_ folder: String, password: String = "00123") async throws
        -> [ListedFile]?
    {
        var request = try request("", password: password)
        request.url.append(path: folder, directoryHint: .isDirectory)
        request.name = "orders-*.csv"
        return try await Listing(request).run()
    }

    @Test func `a folder is listed by name, each file with a line that changes when it does`()
        async throws
    {
        try served.write("orders 12.csv", "id\n1\n2\n")
        try FileManager.default.createDirectory(
            atPath: served.path + "/csv", withIntermediateDirectories: true)
        let files = try #require(try await listing(""))
        #expect(files.map(\.name) == ["csv", "orders 1.csv", "orders 12.csv"])
        #expect(files.map { $0.line?.hasSuffix(" " + $0.name) } == [true, true, true])
        #expect(try await listing("") == files)
        try served.write("orders 1.csv", "id\n1\n2\n3\n")
        let later = try #require(try await listing(""))
        #expect(later[1].line != files[1].line)
        #expect(later[2] == files[2])
    }

    @Test func `an empty folder has nothing, and one that is missing is not there`() async throws {
        try FileManager.default.createDirectory(
            atPath: served.path + "/empty", withIntermediateDirectories: true)
        #expect(try await listing("empty") == [])
        #expect(try await listing("missing") == nil)
        let problem = await #expect(throws: Problem.self) {
            try await listing("", password: "hunter2")
        }
        #expect(
            problem?.summary == "127.0.0.1 does not let us have orders-*.csv of the source \"till\""
        )
    }

    @Test func `a name is the longest end of a line, and a link has no line of its own`() {
        let lines = [
            "-rw-r--r--   1 root     root            5 Nov 27 08:19 b.csv",
            "-rw-r--r--   1 root     root            7 Nov 27 08:19 a b.csv",
            "lrwxrwxrwx   1 root     root            5 Nov 27 08:19 c.csv -> b.csv",
            "11-27-26  08:19AM                 3 d.csv", "total 4",
        ]
        #expect(
            FetchConnection.listed(
                ["in/b.csv", "a b.csv", "c.csv", "d.csv", "..", "."], about: lines)
                == [
                    ListedFile(name: "a b.csv", line: lines[1]),
                    ListedFile(name: "b.csv", line: lines[0]), ListedFile(name: "c.csv"),
                    ListedFile(name: "d.csv", line: lines[3]),
                ])
    }
}
