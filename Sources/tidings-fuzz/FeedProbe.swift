import Definitions
import Dispatch
import Feeds
import Foundation
import Problems

/// Reads a case's file and holds the readers to their rules:
///
/// - a file is read or refused with a problem that says what to do; never a crash, never a hang;
/// - in each batch, what was read is accepted, filtered or rejected;
/// - rows stand where they say, one behind the other, and a reject holds the bytes of its place;
/// - however many bytes are read at once, the outcome is the same.
final class FeedProbe: Sendable {
    /// What a file came to.
    private struct Outcome: Equatable {
        var rows: [UInt8] = []
        var read = 0
        var accepted = 0
        var rejects: [Reject] = []
        var problems: [String] = []
    }

    static let shared = FeedProbe()

    private let folder = FileManager.default.temporaryDirectory
        .appending(path: "tidings-fuzz-\(ProcessInfo.processInfo.processIdentifier)")

    private init() {}

    func run(_ fuzz: FuzzCase) {
        let done = DispatchSemaphore(value: 0)
        Task {
            await check(fuzz)
            done.signal()
        }
        done.wait()
    }

    private func check(_ fuzz: FuzzCase) async {
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(fuzz.bytes).write(to: folder.appending(path: fuzz.name))
        } catch {
            return require(false, "cannot write the case: \(error)")
        }
        let whole = await outcome(fuzz, chunk: 1 << 18)
        let pieces = await outcome(fuzz, chunk: fuzz.chunk)
        checkRejects(whole, fuzz)
        require(
            whole == pieces,
            "read in pieces of \(fuzz.chunk), it is another file:\n\(whole)\n\(pieces)")
    }

    /// Says what is broken, then traps: an optimised program has no words for it.
    private func require(_ holds: Bool, _ message: @autoclosure () -> String) {
        if holds { return }
        FileHandle.standardError.write(Data((message() + "\n").utf8))
        preconditionFailure()
    }

    private func outcome(_ fuzz: FuzzCase, chunk: Int) async -> Outcome {
        let source = Source(
            name: "s", kind: .folder(path: folder.path), timezone: .gmt, place: FuzzCase.place)
        let workspace = Workspace(
            root: folder, name: "Fuzz", timezone: .gmt, locale: fuzz.locale, currency: "EUR",
            sources: ["s": source])
        var outcome = Outcome()
        do {
            let reader = try await FeedOpener.open(
                fuzz.feed, in: workspace, logicalDate: "2026-11-21", chunk: chunk)
            while let batch = try await reader.next() {
                require(
                    batch.read == batch.accepted + batch.filtered + batch.rejects.count,
                    "the balance does not close")
                outcome.rows += batch.rows
                outcome.read += batch.read
                outcome.accepted += batch.accepted
                outcome.rejects += batch.rejects
            }
        } catch let problem as Problem {
            outcome.problems = [problem.text]
            require(!problem.hint.isEmpty && problem.kind != .bug, problem.text)
        } catch let problems as Problems {
            outcome.problems = problems.all.map(\.text)
        } catch {
            require(false, "neither a row nor a problem: \(error)")
        }
        return outcome
    }

    private func checkRejects(_ outcome: Outcome, _ fuzz: FuzzCase) {
        var (line, offset) = (0, -1)
        for reject in outcome.rejects {
            require(!reject.reason.isEmpty && reject.line >= line, "line \(reject.line)")
            line = reject.line
            guard !fuzz.isPacked, let start = reject.byteOffset else { continue }
            require(start > offset && start < fuzz.bytes.count, "offset \(start)")
            offset = start
            require(
                fuzz.bytes[start...].starts(with: reject.raw), "other bytes stand at \(start)")
        }
    }
}

extension FuzzCase {
    fileprivate var isPacked: Bool { name.hasSuffix(".gz") || name.hasSuffix(".zip") }
}
