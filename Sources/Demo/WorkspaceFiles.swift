package import Foundation
import Problems

/// The example workspace, carried in the program: `Jobs/` and `Templates/` of this repository.
///
/// `Sources/Demo/Workspace` holds links to the two folders, so the program carries the very files
/// that a reader of the repository sees.
package enum WorkspaceFiles {
    /// The files by their path below the workspace.
    package static let all: [(path: String, bytes: [UInt8])] = [
        ("Jobs/after-order.yaml", PackageResources.after_order_yaml),
        ("Jobs/birthday.yaml", PackageResources.birthday_yaml),
        ("Jobs/evenings.yaml", PackageResources.evenings_yaml),
        ("Jobs/new-books.yaml", PackageResources.new_books_yaml),
        ("Jobs/nightly.yaml", PackageResources.nightly_yaml),
        ("Jobs/restock.yaml", PackageResources.restock_yaml),
        ("Jobs/tier-up.yaml", PackageResources.tier_up_yaml),
        ("Jobs/welcome.yaml", PackageResources.welcome_yaml),
        ("Jobs/win-back.yaml", PackageResources.win_back_yaml),
        ("Jobs/workspace.yaml", PackageResources.workspace_yaml),
        ("Jobs/year-end.yaml", PackageResources.year_end_yaml),
        ("Templates/_layout.html", PackageResources._layout_html),
        ("Templates/_product.html", PackageResources._product_html),
        ("Templates/birthday.html", PackageResources.birthday_html),
        ("Templates/confirm-evenings.html", PackageResources.confirm_evenings_html),
        ("Templates/how-was-it.html", PackageResources.how_was_it_html),
        ("Templates/new-books.html", PackageResources.new_books_html),
        ("Templates/restock.html", PackageResources.restock_html),
        ("Templates/tier-up.html", PackageResources.tier_up_html),
        ("Templates/welcome.html", PackageResources.welcome_html),
        ("Templates/win-back.html", PackageResources.win_back_html),
        ("Templates/year-end.html", PackageResources.year_end_html),
    ]

    /// Writes the example workspace into a folder, making it if need be.
    ///
    /// - Throws: ``Problem``: refused when one of the files is there already, and then nothing is
    ///   written; infrastructure when the disk refuses.
    package static func write(to folder: URL) throws {
        let present = all.map(\.path).filter {
            FileManager.default.fileExists(atPath: folder.appending(path: $0).path)
        }
        guard present.isEmpty else { throw alreadyThere(present, in: folder) }
        do {
            for (path, bytes) in all {
                let file = folder.appending(path: path)
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(bytes).write(to: file, options: .withoutOverwriting)
            }
        } catch {
            throw cannotWrite(folder, error)
        }
    }

    private static func alreadyThere(_ paths: [String], in folder: URL) -> Problem {
        Problem(
            .refused, "a workspace is there already: \(paths.joined(separator: ", "))",
            at: Place(folder.path),
            hint: "Choose an empty folder, or move these files away first; none was changed.")
    }

    private static func cannotWrite(_ folder: URL, _ error: any Error) -> Problem {
        Problem(
            .infrastructure, "cannot write the workspace", at: Place(folder.path),
            hint: "See that the disk has room and that you may write there, then try again.",
            cause: error.localizedDescription)
    }
}
