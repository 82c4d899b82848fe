import Foundation

/// Paths of categories, as `Fiction > Crime`.
package enum CategoryPath {
    /// The same path with one blank on each side of `>` and none at the ends.
    package static func normalised(_ path: String) -> String {
        path.split(separator: ">", omittingEmptySubsequences: false)
            .map { $0.trimmingCharacters(in: .whitespaces) }
            .joined(separator: " > ")
    }
}
