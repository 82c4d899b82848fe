import Foundation
import TestKit
import Testing

extension EndToEnd {
    /// The Containerfile that the program prints, line by line: what it names is there, and is
    /// enough.
    @Suite struct ContainerfileTests {
        /// Instructions with their arguments, continued lines joined.
        private static func instructions() async throws -> [(name: String, rest: String)] {
            let run = try await CommandLineRun.run(
                ["containerfile"], in: FileManager.default.temporaryDirectory)
            #expect(run.exitCode == 0)
            return try run.stdout.replacing(/\\\n\s*/, with: "").split(separator: "\n").map {
                let parts = try #require($0.firstMatch(of: /^([A-Z]+) (.+)$/), "\($0)")
                return (String(parts.1), String(parts.2))
            }
        }

        /// What the RUN instructions of a stage install.
        private static func packages(_ stage: [(name: String, rest: String)]) throws -> Set<String>
        {
            let runs = stage.filter { $0.name == "RUN" && $0.rest.contains("apt-get install") }
            try #require(runs.count == 1)
            let list = try #require(
                runs[0].rest.firstMatch(
                    of: /^apt-get update && apt-get install -y --no-install-recommends ([^&]+)/))
            return Set(list.1.split(separator: " ").map(String.init))
        }

        private static func stages() async throws -> [[(name: String, rest: String)]] {
            let all = try await instructions()
            let second = try #require(all.lastIndex { $0.name == "FROM" })
            try #require(all.filter { $0.name == "FROM" }.count == 2)
            return [Array(all[..<second]), Array(all[second...])]
        }

        @Test func `its instructions are those of two stages, and their shell lines parse`()
            async throws
        {
            let stages = try await Self.stages()
            #expect(
                stages[0].map(\.name) == [
                    "FROM", "RUN", "WORKDIR", "COPY", "COPY", "COPY", "COPY", "COPY", "RUN",
                ])
            #expect(
                stages[1].map(\.name) == [
                    "FROM", "RUN", "RUN", "COPY", "USER", "WORKDIR", "VOLUME", "EXPOSE",
                    "STOPSIGNAL", "ENTRYPOINT", "CMD",
                ])
            for line in stages.joined() where line.name == "RUN" {
                try Shell.run("/bin/sh", "-n", "-c", line.rest)
            }
            // One Swift on one Debian, the one that the manifest asks for.
            let manifest = try String(
                contentsOf: ReadmeTests.root.appending(path: "Package.swift"), encoding: .utf8)
            let tools = try #require(manifest.firstMatch(of: /swift-tools-version: ([0-9.]+)/))
            let image = "docker.io/library/swift:\(tools.1)-bookworm"
            #expect(stages[0][0].rest == "\(image) AS build")
            #expect(stages[1][0].rest == "\(image)-slim")
        }

        @Test func `what it copies is all that the product is built from`() async throws {
            let folder = FileManager.default.temporaryDirectory
                .appending(path: "tidings-container-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            for line in try await Self.stages()[0] where line.name == "COPY" {
                let words = line.rest.split(separator: " ").map(String.init)
                for source in words.dropLast() {
                    let target = words[words.count - 1] == "./" ? source : words[words.count - 1]
                    // The links stay links, as in an image.
                    try Shell.run(
                        "/bin/cp", "-a", ReadmeTests.root.appending(path: source).path,
                        folder.appending(path: target).path)
                }
            }
            let found = FileManager.default.enumerator(
                at: folder, includingPropertiesForKeys: [.isSymbolicLinkKey])
            var links = 0
            while let file = found?.nextObject() as? URL {
                guard try file.resourceValues(forKeys: [.isSymbolicLinkKey]).isSymbolicLink == true
                else { continue }
                links += 1
                let target = try FileManager.default.destinationOfSymbolicLink(atPath: file.path)
                let place = file.deletingLastPathComponent().appending(path: target)
                #expect(
                    FileManager.default.fileExists(atPath: place.standardizedFileURL.path),
                    "\(file.lastPathComponent) leads to \(target), which is not copied")
            }
            #expect(links == 2)
            // The manifest is whole there: each target has its folder.
            let described = try Python.output(
                """
                import json, os, subprocess, sys
                text = subprocess.check_output(["swift", "package", "dump-package"], cwd=sys.argv[1])
                package = json.loads(text)
                print(*[product["name"] for product in package["products"]])
                for target in package["targets"]:
                    base = "Tests" if target["type"] == "test" else "Sources"
                    path = target.get("path") or f"{base}/{target['name']}"
                    assert os.path.isdir(os.path.join(sys.argv[1], path)), path
                """, [folder.path])
            #expect(described == "tidings\n")
        }

        @Test func `it builds with the packages that the README names, and runs with those needed`()
            async throws
        {
            let stages = try await Self.stages()
            let readme = try String(
                contentsOf: ReadmeTests.root.appending(path: "README.md"), encoding: .utf8)
            let line = try #require(
                readme.firstMatch(of: /apt-get install -y ([^&]+) && swift run -c release/))
            let named = Set(line.1.split(separator: " ").map(String.init))
            #expect(try Self.packages(stages[0]) == named.subtracting(["postgresql"]))

            // The libraries that the program itself asks for, but for Swift's own and the system's.
            let needed = try Python.output(
                """
                import os, re, subprocess, sys
                def said(*command): return subprocess.check_output(command, text=True)
                direct = re.findall(r"NEEDED.*\\[(.+)\\]", said("readelf", "-d", sys.argv[1]))
                paths = dict(re.findall(r"(\\S+) => (/\\S+)", said("ldd", sys.argv[1])))
                for name in direct:
                    path = os.path.realpath(paths.get(name, ""))
                    if not name.startswith("lib") or "/swift/" in path or "/work/" in path: continue
                    owner = said("dpkg", "-S", "*/" + os.path.basename(path)).split(":")[0]
                    print(owner)
                """, [RunningCommand.binary.path])
            let system: Set = ["libc6", "libgcc-s1", "libstdc++6"]
            let libraries = Set(needed.split(separator: "\n").map(String.init))
            #expect(
                try Self.packages(stages[1])
                    == libraries.subtracting(system).union([
                        "ca-certificates", "tzdata", "postgresql",
                    ]))
        }

        @Test func `it serves as an ordinary user, where the port is published`() async throws {
            let stage = try await Self.stages()[1]
            func rest(_ name: String) throws -> String {
                try #require(stage.last { $0.name == name }?.rest)
            }
            let command = try JSONDecoder().decode(
                [String].self, from: Data(try rest("ENTRYPOINT").utf8))
            let arguments = try JSONDecoder().decode(
                [String].self, from: Data(try rest("CMD").utf8))
            #expect(command == ["tidings"])
            #expect(try rest("COPY") == "--from=build /tidings /usr/local/bin/tidings")
            let port = try rest("EXPOSE")
            #expect(arguments.contains("0.0.0.0:\(port)"))
            let user = try rest("USER")
            let work = try rest("WORKDIR")
            #expect(try rest("VOLUME") == work)
            let setup = stage.filter { $0.name == "RUN" }[1].rest
            #expect(
                setup == "useradd --create-home --uid 10001 \(user) && mkdir \(work)"
                    + " && chown \(user):\(user) \(work)")
            #expect(try rest("STOPSIGNAL") == "SIGTERM")
            // The program takes these words, on a port that is free here.
            let shop = try await TestShop.onServer()
            let free = try FreePort.next()
            let serve = try shop.start(
                arguments.map { $0.replacing("0.0.0.0:\(port)", with: "127.0.0.1:\(free)") })
            try await eventually { try serve.stderr().contains("serves Lantern Books") }
            serve.signal(SIGTERM)
            #expect(try await serve.end().exitCode == 143)
        }
    }
}
