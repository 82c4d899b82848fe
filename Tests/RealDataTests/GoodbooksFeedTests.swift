import Definitions
import Foundation
import TestKit
import Testing
import Warehouse

/// Ten thousand books with titles in every script.
struct GoodbooksFeedTests {
    // The data may not be copied into the repository.
    @Test(.enabled(if: SharedData.isAvailable("goodbooks-10k")))
    func `all 10000 titles and authors come in byte by byte`() async throws {
        let folder = try #require(SharedData.folder("goodbooks-10k"))
        let intake = try await Intake.from(folder)
        let feed = Feed.file(
            "books", into: .products, .csv("books.csv"), .field("id", "book_id"),
            .field("title", "title"), .field("author", "authors"),
            .field("image_url", "image_url"), .field("attributes.isbn", "isbn"))
        #expect(try await intake.load(feed) == .first(inserted: 10_000))

        let expected = try CSVReading(folder.appending(path: "books.csv")).rows
        #expect(expected.count == 10_000)
        let rows = try await intake.rows(
            """
            SELECT title, author, image_url, coalesce(attributes ->> 'isbn', '') AS isbn
            FROM tidings.product ORDER BY product_id::integer
            """)
        #expect(rows.count == 10_000)
        let columns = ["title", "authors", "image_url", "isbn"]
        for (row, book) in zip(rows, expected) {
            for (cell, column) in zip(row, columns) {
                let value = try #require(book[column]).trimmingCharacters(in: .whitespaces)
                #expect(
                    Array(cell.utf8) == Array(value.utf8), "\(column) of \(book["book_id"] ?? "")")
            }
        }
    }
}
