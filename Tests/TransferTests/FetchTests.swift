import Foundation
import Problems
import TestKit
import Testing

@testable import Transfer

/// Fetches over HTTP, from a server in this process that does what a test says.
struct FetchTests {
    private let old = Array("id,price\n1,10\n2,20\n3,30\n".utf8)
    private let new = Array("id,price\n1,11\n2,21\n3,31\n4,41\n".utf8)

    private func request(
        _ server: WebServer, _ folder: FetchFolder,
        _ change: (inout FetchRequest) -> Void = { _ in }
    ) throws -> FetchRequest {
        let url = try #require(URL(string: server.url + "/f.csv?key=hunter2"))
        var request = FetchRequest(url: url, name: "f.csv", source: "supplier", folder: folder.url)
        request.retries = 0
        request.timeoutSeconds = 1
        change(&request)
        return request
    }

    /// Runs a fetch whose waits take no time, and tells how long they were.
    private func run(_ request: FetchRequest) async throws -> (result: FetchResult, waits: [Int]) {
        let clock = CountingClock()
        let result = try await Fetch(request, clock: clock).run()
        return (result, clock.waits)
    }

    private func bytes(_ result: FetchResult) throws -> [UInt8]? {
        guard case .fetched(let path, _) = result else { return nil }
        return Array(try Data(contentsOf: URL(filePath: path)))
    }

    private func problem(_ request: FetchRequest) async throws -> Problem? {
        await #expect(throws: Problem.self) { try await run(request) }
    }

    // MARK: Versions

    @Test func `a file is fetched whole, with what the server says of its version`() async throws {
        let (server, folder) = (try await WebServer.start(), FetchFolder())
        let time = "Sat, 21 Nov 2026 02:00:00 GMT"
        server.script("/f.csv", .file(old, etag: "\"1\"", lastModified: time))
        let (result, _) = try await run(request(server, folder))
        #expect(try bytes(result) == old)
        guard case .fetched(let path, let validators) = result else { return }
        #expect(path == folder.url.path + "/f.csv")
        #expect(validators == FetchValidators(etag: "\"1\"", lastModified: time))
        #expect(folder.names == ["f.csv"])
        let mode = try FileManager.default.attributesOfItem(atPath: folder.url.path)
        #expect(mode[.posixPermissions] as? Int == 0o700)
        #expect(server.requests.map(\.target) == ["/f.csv?key=hunter2"])
    }

    @Test func `the ETag goes before the time, and a file that is still the same is not sent`()
        async throws
    {
        let (server, folder) = (try await WebServer.start(), FetchFolder())
        let time = "Sat, 21 Nov 2026 02:00:00 GMT"
        server.script("/f.csv", .file(old, etag: "\"1\"", lastModified: time))
        let known = try request(server, folder) {
            $0.known = FetchValidators(etag: "\"1\"", lastModified: time)
        }
        #expect(try await run(known).result == .unchanged)
        #expect(server.requests[0].headers["if-none-match"] == "\"1\"")
        #expect(server.requests[0].headers["if-modified-since"] == nil)
        // The time is the same, but the ETag is not: the file changed within a second.
        server.script("/f.csv", .file(new, etag: "\"2\"", lastModified: time))
        #expect(try await bytes(run(known).result) == new)
        let timed = try request(server, folder) { $0.known = FetchValidators(lastModified: time) }
        #expect(try await run(timed).result == .unchanged)
    }

    @Test func `a server that calls an unknown file unchanged is asked plainly`() async throws {
        let (server, folder) = (try await WebServer.start(), FetchFolder())
        server.script("/f.csv", .reply(304), .file(new))
        #expect(try await bytes(run(request(server, folder)).result) == new)
        #expect(server.requests[1].headers["cache-control"] == "no-cache")
        server.script("/f.csv", .reply(304))
        let problem = try await problem(request(server, folder))
        #expect(
            problem?.text
                == "127.0.0.1 does not give f.csv of the source \"supplier\" (HTTP 304)\n"
                + "  Ask who runs the server whether the address is right.")
    }

    // MARK: Interruptions

    @Test func `an interrupted fetch is gone on with when the version is the same`() async throws {
        let (server, folder) = (try await WebServer.start(), FetchFolder())
        server.script("/f.csv", .cutFile(old, etag: "\"1\"", after: 12), .file(old, etag: "\"1\""))
        let (result, waits) = try await run(request(server, folder) { $0.retries = 1 })
        #expect(try bytes(result) == old)
        #expect(waits == [2])
        #expect(server.requests[1].headers["range"] == "bytes=12-")
        #expect(server.requests[1].headers["if-range"] == "\"1\"")
        #expect(folder.names == ["f.csv"])
    }

    @Test func `the next run goes on with what the last one left`() async throws {
        let (server, folder) = (try await WebServer.start(), FetchFolder())
        server.script("/f.csv", .cutFile(old, etag: "\"1\"", after: 12), .file(old, etag: "\"1\""))
        let problem = try await problem(request(server, folder))
        #expect(problem?.kind == .infrastructure)
        #expect(
            problem?.summary
                == "f.csv of the source \"supplier\" could not be fetched from 127.0.0.1")
        #expect(folder.names == ["f.csv.part", "f.csv.part.etag"])
        #expect(try await bytes(run(request(server, folder)).result) == old)
        #expect(server.requests[1].headers["range"] == "bytes=12-")
    }

    @Test func `two versions are never spliced`() async throws {
        let (server, folder) = (try await WebServer.start(), FetchFolder())
        let once = try request(server, folder) { $0.retries = 1 }
        // The file changed in between, and the server honours If-Range.
        server.script("/f.csv", .cutFile(old, etag: "\"1\"", after: 12), .file(new, etag: "\"2\""))
        #expect(try await bytes(run(once).result) == new)
        // The file changed, and the server ignores If-Range, but says its new tag.
        let rest = ["ETag": "\"2\"", "Content-Range": "bytes 12-28/29"]
        server.script(
            "/f.csv", .cutFile(old, etag: "\"1\"", after: 12),
            .reply(206, rest, Array(new[12...])), .file(new, etag: "\"2\""))
        #expect(try await bytes(run(once).result) == new)
        // A stretch that begins elsewhere.
        let other = ["ETag": "\"1\"", "Content-Range": "bytes 10-23/24"]
        server.script(
            "/f.csv", .cutFile(old, etag: "\"1\"", after: 12),
            .reply(206, other, Array(old[10...])), .file(old, etag: "\"1\""))
        #expect(try await bytes(run(once).result) == old)
        // The stretch that was asked for lies behind the file's end.
        server.script(
            "/f.csv", .cutFile(old, etag: "\"1\"", after: 12), .reply(416),
            .file(Array(old[..<9]), etag: "\"2\""))
        #expect(try await bytes(run(once).result) == Array(old[..<9]))
    }

    @Test(arguments: [nil, "W/\"1\""])
    func `without a strong tag a fetch begins anew`(tag: String?) async throws {
        let (server, folder) = (try await WebServer.start(), FetchFolder())
        server.script("/f.csv", .cutFile(old, etag: tag, after: 12), .file(old, etag: tag))
        let once = try request(server, folder) { $0.retries = 1 }
        #expect(try await bytes(run(once).result) == old)
        #expect(server.requests[1].headers["range"] == nil)
    }

    @Test func `a file longer or shorter than was said is not taken`() async throws {
        let (server, folder) = (try await WebServer.start(), FetchFolder())
        server.script("/f.csv", .reply(200, ["Content-Length": "99"], old))
        #expect(try await problem(request(server, folder))?.kind == .infrastructure)
        #expect(folder.names == [])
    }

    @Test func `a server that falls silent is given up`() async throws {
        let (server, folder) = (try await WebServer.start(), FetchFolder())
        server.script("/f.csv", .stall(old, after: 5))
        let problem = try await problem(request(server, folder))
        #expect(problem?.kind == .infrastructure)
        #expect(problem?.text.contains("hunter2") == false)
    }

    // MARK: Trying again

    @Test func `what passes is tried again, each time later`() async throws {
        let (server, folder) = (try await WebServer.start(), FetchFolder())
        server.script(
            "/f.csv", .reply(503), .reply(500), .reply(429, ["Retry-After": "77"]), .file(old))
        let (result, waits) = try await run(request(server, folder) { $0.retries = 3 })
        #expect(try bytes(result) == old)
        #expect(waits == [2, 8, 77])
    }

    @Test func `a server that stays busy, or asks for too long, is given up`() async throws {
        let (server, folder) = (try await WebServer.start(), FetchFolder())
        server.script("/f.csv", .reply(503))
        let busy = try await problem(request(server, folder) { $0.retries = 2 })
        #expect(server.requests.count == 3)
        #expect(
            busy
                == Problem(
                    .infrastructure,
                    "127.0.0.1 cannot give f.csv of the source \"supplier\" now (HTTP 503)",
                    hint: "It was tried 3 times: run the job again later."))
        server.script("/f.csv", .reply(503, ["Retry-After": "86400"]))
        #expect(try await problem(request(server, folder) { $0.retries = 2 }) == busy)
        #expect(server.requests.count == 4)
    }

    @Test(
        arguments: [
            (
                WebServer.Answer.reply(404), Problem.Kind.guarded,
                "f.csv of the source \"supplier\" is missing on 127.0.0.1"
            ),
            (
                .reply(403), .infrastructure,
                "127.0.0.1 does not let us have f.csv of the source \"supplier\""
            ),
            (
                .reply(451), .guarded,
                "127.0.0.1 does not give f.csv of the source \"supplier\" (HTTP 451)"
            ),
            (
                .file(Array("a".utf8), type: "text/html; charset=utf-8"), .guarded,
                "f.csv of the source \"supplier\" is a web page and no feed"
            ),
            (
                .file(Array("\u{FEFF}\n<!DOCTYPE HTML><title>Sorry".utf8)), .guarded,
                "f.csv of the source \"supplier\" is a web page and no feed"
            ),
            (
                .file(Array("<?xml version=\"1.0\"?>\n<html xmlns".utf8)), .guarded,
                "f.csv of the source \"supplier\" is a web page and no feed"
            ),
            (
                .file([UInt8](repeating: 65, count: 2000)), .guarded,
                "f.csv of the source \"supplier\" has more than 1000 bytes"
            ),
        ] as [(WebServer.Answer, Problem.Kind, String)])
    func `what does not pass is not tried again`(
        answer: WebServer.Answer, kind: Problem.Kind, summary: String
    ) async throws {
        let (server, folder) = (try await WebServer.start(), FetchFolder())
        server.script("/f.csv", answer)
        let problem = try await problem(
            request(server, folder) {
                $0.retries = 3
                $0.largest = 1000
            })
        #expect(problem?.kind == kind)
        #expect(problem?.summary == summary)
        #expect(server.requests.count == 1)
        #expect(folder.names == [])
    }

    @Test func `an empty file is a file, and packed bytes stay packed`() async throws {
        let (server, folder) = (try await WebServer.start(), FetchFolder())
        server.script("/f.csv", .file([]))
        #expect(try await bytes(run(request(server, folder)).result) == [])
        let packed: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
        server.script("/f.csv", .reply(200, ["Content-Encoding": "gzip"], packed))
        #expect(try await bytes(run(request(server, folder)).result) == packed)
    }

    // MARK: Redirects

    @Test func `a redirect is followed on the same host, with user and password`() async throws {
        let (server, folder) = (try await WebServer.start(), FetchFolder())
        server.script("/f.csv", .reply(302, ["Location": "/g.csv"]))
        server.script("/g.csv", .file(old))
        let login = try request(server, folder) {
            $0.user = "lantern"
            $0.password = "00123"
        }
        #expect(try await bytes(run(login).result) == old)
        #expect(
            server.requests.map { $0.headers["authorization"] }
                == ["Basic bGFudGVybjowMDEyMw==", "Basic bGFudGVybjowMDEyMw=="])
    }

    @Test func `a redirect to another host needs its name, and takes no password along`()
        async throws
    {
        let (server, other) = (try await WebServer.start(), try await WebServer.start())
        let folder = FetchFolder()
        server.script(
            "/f.csv", .reply(307, ["Location": "http://localhost:\(other.port)/g.csv?token=x"]))
        other.script("/g.csv", .file(old))
        let login = try request(server, folder) {
            $0.user = "lantern"
            $0.password = "00123"
        }
        #expect(
            try await problem(login)
                == Problem(
                    .guarded,
                    "127.0.0.1 sends on to localhost for f.csv of the source \"supplier\"",
                    hint: "If that is right, name the host at the source: \"hosts: [localhost]\"."))
        #expect(other.requests == [])
        var named = login
        named.hosts = ["localhost"]
        #expect(try await bytes(run(named).result) == old)
        #expect(other.requests.map { $0.headers["authorization"] } == [nil])
    }

    @Test func `redirects without end are given up`() async throws {
        let (server, folder) = (try await WebServer.start(), FetchFolder())
        server.script("/f.csv", .reply(301, ["Location": "/f.csv"]))
        let problem = try await problem(request(server, folder))
        #expect(
            problem?.summary
                == "127.0.0.1 sends on again and again for f.csv of the source \"supplier\"")
        #expect(server.requests.count == 6)
    }

    @Test(
        arguments: [
            ("https://a.example/", "https://a.example/b", true),
            ("https://a.example/", "https://b.example/b", false),
            ("https://a.example/", "https://CDN.example/b", true),
            ("https://a.example/", "http://a.example/b", false),
            ("http://a.example/", "https://a.example/b", true),
            ("http://a.example/", "file:///etc/passwd", false),
            ("http://a.example/", "ftp://a.example/b", false),
        ])
    func `a redirect stays on named hosts and inside TLS`(
        from: String, to: String, isAllowed: Bool
    ) throws {
        var request = FetchRequest(
            url: try #require(URL(string: from)), name: "b", source: "s", folder: URL(filePath: "/")
        )
        request.hosts = ["cdn.example"]
        #expect(request.mayFollow(to: try #require(URL(string: to))) == isAllowed)
    }

    @Test func `nobody there is told so`() async throws {
        let folder = FetchFolder()
        let url = try #require(URL(string: "http://127.0.0.1:1/f.csv?key=hunter2"))
        var request = FetchRequest(url: url, name: "f.csv", source: "supplier", folder: folder.url)
        request.retries = 1
        let problem = try await problem(request)
        #expect(problem?.kind == .infrastructure)
        #expect(
            problem?.hint
                == "It was tried 2 times: check the network and the server, and run the job "
                + "again.")
        #expect(problem?.text.contains("hunter2") == false)
    }
}
