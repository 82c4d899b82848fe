import Definitions
import Foundation
import Problems

/// Tells whether a file of a folder is whole, by what the feed says of it.
struct FileReadiness {
    let folder: String
    let rules: [FilePickup.Readiness]
    let now: Date
    let place: Place

    /// Throws when the file is not ready, or not what its checksum says.
    func check(_ file: FeedFile) throws {
        for rule in rules {
            switch rule {
            case .marker(let pattern):
                let marker = Self.name(of: pattern, beside: file.ownName)
                guard FileManager.default.fileExists(atPath: folder + "/" + marker) else {
                    throw noMarker(file.ownName, marker)
                }
            case .unchanged(let seconds):
                guard now.timeIntervalSince(file.modified) >= Double(seconds) else {
                    throw stillFresh(file.ownName, seconds)
                }
            case .checksum(let pattern):
                try check(file, by: Self.name(of: pattern, beside: file.ownName))
            }
        }
    }

    /// Whether all is there by which the file says that it is whole, without reading it.
    func isAnnounced(_ file: FeedFile) -> Bool {
        let isSettled = rules.allSatisfy { rule in
            guard case .unchanged(let seconds) = rule else { return true }
            return now.timeIntervalSince(file.modified) >= Double(seconds)
        }
        return isSettled
            && Self.companions(of: file.ownName, by: rules)
                .allSatisfy { FileManager.default.fileExists(atPath: folder + "/" + $0) }
    }

    private func check(_ file: FeedFile, by name: String) throws {
        guard let text = try? String(contentsOfFile: folder + "/" + name, encoding: .utf8) else {
            throw noChecksum(file.ownName, name)
        }
        guard let checksum = Checksum(text, of: file.ownName) else {
            throw notAChecksum(file.ownName, name)
        }
        guard try checksum.holds(for: file) else { throw otherBytes(file.ownName, name) }
    }

    /// The files that come with a file: its marker and its checksum.
    static func companions(of file: String, by rules: [FilePickup.Readiness]) -> [String] {
        rules.compactMap { rule in
            switch rule {
            case .marker(let pattern), .checksum(let pattern): name(of: pattern, beside: file)
            case .unchanged: nil
            }
        }
    }

    private static func name(of pattern: String, beside file: String) -> String {
        pattern.replacing("{file}", with: file)
    }
}

extension FileReadiness {
    private func noMarker(_ file: String, _ marker: String) -> Problem {
        Problem(
            .guarded, "the file \(file) is not ready: \(marker) is missing", at: place,
            hint: "The sender puts it there when the file is whole: run the job again then.")
    }

    private func stillFresh(_ file: String, _ seconds: Int) -> Problem {
        Problem(
            .guarded, "the file \(file) is not ready: it changed less than \(seconds) seconds ago",
            at: place, hint: "It may still be written: run the job again later.")
    }

    private func noChecksum(_ file: String, _ name: String) -> Problem {
        Problem(
            .guarded, "the file \(file) is not ready: its checksum \(name) is missing", at: place,
            hint: "The sender puts it there when the file is whole: run the job again then.")
    }

    private func notAChecksum(_ file: String, _ name: String) -> Problem {
        Problem(
            .guarded, "\(name) holds no checksum of \(file)", at: place,
            hint: "Expected what sha256sum or md5sum prints, or the digits alone.")
    }

    private func otherBytes(_ file: String, _ name: String) -> Problem {
        Problem(
            .guarded, "the file \(file) is not what its checksum \(name) says", at: place,
            hint: "It was cut off or changed on its way: have it sent again.")
    }
}
