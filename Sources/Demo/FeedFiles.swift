package import Foundation
import Problems

/// Writes what the shop's partners deliver each night: the tills' orders, the supplier's books.
package struct FeedFiles: Sendable {
    /// The folder that the workspace's sources name.
    package var folder: URL

    package init(folder: URL) { self.folder = folder }

    /// Writes `orders-2026-11-21.csv` and replaces `onix.xml`, making the folder if need be.
    ///
    /// - Throws: ``Problem`` of kind infrastructure when the disk refuses.
    package func write(_ shop: Bookshop) throws {
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try write(OrdersFile.text(shop), to: OrdersFile.name(for: shop.date))
            try write(CatalogueFile.text(shop), to: CatalogueFile.name)
        } catch {
            throw Self.cannotWrite(folder, error)
        }
    }

    private func write(_ text: String, to name: String) throws {
        // Whole or not at all: whoever reads meanwhile sees yesterday's file.
        try Data(text.utf8).write(to: folder.appending(path: name), options: .atomic)
    }

    private static func cannotWrite(_ folder: URL, _ error: any Error) -> Problem {
        Problem(
            .infrastructure, "cannot write the demo's feeds", at: Place(folder.path),
            hint: "See that the disk has room and that you may write there, then try again.",
            cause: error.localizedDescription)
    }
}
