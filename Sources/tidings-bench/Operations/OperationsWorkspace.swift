import Foundation

/// Generated shops of jobs whose work is next to nothing: small files that are known already.
struct OperationsWorkspace {
    let root: URL
    let database: String

    /// A shop with a job for each number, which says how many feeds it has.
    func write(_ name: String, jobs: [Int], schedule: String? = nil) throws -> URL {
        let shop = try folders(name)
        for (number, feeds) in jobs.enumerated() {
            let lines = (0..<feeds).map { feed in
                """
                  - feed: feed-\(number)-\(feed)
                    into: customers
                    from: stores
                    file: "\(number)-\(feed).csv"
                    map: {id: no, email: mail}
                """
            }
            let head =
                ["job: job-\(number)"] + (schedule.map { ["schedule: \($0)"] } ?? [])
                + ["extract:"]
            try write((head + lines).joined(separator: "\n"), to: "Jobs/\(number).yaml", in: shop)
            for feed in 0..<feeds {
                try write(
                    "no,mail\n\(number)-\(feed),reader@reader.example",
                    to: "feeds/\(number)-\(feed).csv", in: shop)
            }
        }
        return shop
    }

    /// A shop of job files with a feed and a segment each, for a check of them all.
    func writeSegments(_ name: String, files: Int) throws -> URL {
        let shop = try folders(name)
        for number in 0..<files {
            try write(
                """
                job: job-\(number)
                schedule: {every: day, at: "02:00"}
                extract:
                  - feed: orders-\(number)
                    into: orders
                    from: stores
                    file: "orders-\(number)-{date}.csv"
                    csv: {delimiter: ";"}
                    map: {id: no, customer: member, placed_at: at, line.product: book, line.quantity: qty, line.price: price}
                transform:
                  segments:
                    segment-\(number): orders(last \(number + 1) days) >= 2 and spend(last 365 days) > \(number)
                """, to: "Jobs/\(number).yaml", in: shop)
        }
        return shop
    }

    private func folders(_ name: String) throws -> URL {
        let shop = root.appending(path: name)
        for folder in ["Jobs", "Templates", "feeds"] {
            try FileManager.default.createDirectory(
                at: shop.appending(path: folder), withIntermediateDirectories: true)
        }
        try write(
            """
            name: \(name)
            timezone: UTC
            currency: EUR
            database: "\(database)"
            sources:
              stores: {folder: feeds}
            """, to: "Jobs/workspace.yaml", in: shop)
        return shop
    }

    private func write(_ text: String, to path: String, in shop: URL) throws {
        try (text + "\n").write(
            to: shop.appending(path: path), atomically: true, encoding: .utf8)
    }
}
