import Definitions
import Foundation
import Problems
import Testing

@testable import Feeds

struct FileReadinessTests {
    private func problems(
        _ sample: FeedSample, _ rules: [FilePickup.Readiness], now: Date = .distantFuture
    ) async throws -> [String] {
        let file = try FeedFile(name: "in/a.csv", path: sample.folder.path + "/in/a.csv")
        let check = FileReadiness(
            folder: sample.folder.path, rules: rules, now: now, place: FeedSample.place)
        let problems = await FeedSample.problems { try check.check(file) }
        #expect(problems.allSatisfy { $0.kind == .guarded })
        return problems.map(\.text)
    }

    private func sample() throws -> FeedSample {
        let sample = try FeedSample()
        try sample.write("in/a.csv", "abc".utf8)
        return sample
    }

    @Test func `a marker makes a file ready`() async throws {
        let sample = try sample()
        #expect(
            try await problems(sample, [.marker("{file}.done")]) == [
                "Jobs/nightly.yaml:7:3: the file in/a.csv is not ready: in/a.csv.done is missing\n"
                    + "  The sender puts it there when the file is whole: run the job again then."
            ])
        try sample.write("in/a.csv.done", "".utf8)
        #expect(try await problems(sample, [.marker("{file}.done")]) == [])
    }

    @Test func `a file that has just changed is not ready`() async throws {
        let sample = try sample()
        let changed = Date(timeIntervalSince1970: 1_000_000)
        try FileManager.default.setAttributes(
            [.modificationDate: changed], ofItemAtPath: sample.folder.path + "/in/a.csv")
        let rule = [FilePickup.Readiness.unchanged(seconds: 60)]
        #expect(
            try await problems(sample, rule, now: changed + 59) == [
                "Jobs/nightly.yaml:7:3: the file in/a.csv is not ready: it changed less than 60 "
                    + "seconds ago\n  It may still be written: run the job again later."
            ])
        #expect(try await problems(sample, rule, now: changed + 60) == [])
    }

    @Test func `a file must be what its checksum says`() async throws {
        let sample = try sample()
        let rule = [FilePickup.Readiness.checksum("{file}.sha256")]
        #expect(
            try await problems(sample, rule) == [
                "Jobs/nightly.yaml:7:3: the file in/a.csv is not ready: its checksum "
                    + "in/a.csv.sha256 is missing\n"
                    + "  The sender puts it there when the file is whole: run the job again then."
            ])
        try sample.write("in/a.csv.sha256", "\(ChecksumTests.sha256)  a.csv\n".utf8)
        #expect(try await problems(sample, rule) == [])
        try sample.write("in/a.csv.sha256", String(repeating: "0", count: 64).utf8)
        #expect(
            try await problems(sample, rule) == [
                "Jobs/nightly.yaml:7:3: the file in/a.csv is not what its checksum in/a.csv.sha256 "
                    + "says\n  It was cut off or changed on its way: have it sent again."
            ])
        try sample.write("in/a.csv.sha256", "soon".utf8)
        #expect(
            try await problems(sample, rule) == [
                "Jobs/nightly.yaml:7:3: in/a.csv.sha256 holds no checksum of in/a.csv\n"
                    + "  Expected what sha256sum or md5sum prints, or the digits alone."
            ])
    }
}
