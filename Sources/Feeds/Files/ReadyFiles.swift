package import Definitions
package import Foundation

/// The files of a feed's folder that lie ready, told without reading them.
package struct ReadyFiles: Sendable {
    private let workspace: Workspace
    private let feed: Feed

    package init(of feed: Feed, in workspace: Workspace) {
        self.feed = feed
        self.workspace = workspace
    }

    /// Whether another date means other files.
    package var dependOnDate: Bool {
        !feed.pickup.takesAll && feed.input.file?.text.contains("{date") ?? false
    }

    /// What a run for a date would load, in its order; none while the folder is missing. A checksum
    /// has to be there: the run finds out whether it is right.
    package func files(on date: LocalDate, now: Date) throws -> [FeedFile] {
        guard let pattern = feed.input.file,
            case .folder(let path) = workspace.sources[feed.source]?.kind
        else { return [] }
        let day = CivilDate(year: date.year, month: date.month, day: date.day)
        let readiness = FileReadiness(
            folder: path, rules: feed.pickup.ready, now: now, place: feed.place)
        return try FileLocator(folder: path, feed: feed).found(pattern, on: day)
            .filter(readiness.isAnnounced)
    }
}
