import Definitions
import Foundation
import Problems

/// The folder of a benchmark: a workspace whose feeds read generated files.
///
/// A feed's file is put in its place before each load: the same feed then reads other bytes, as it
/// does from night to night.
struct BenchWorkspace {
    static let job = "bench"
    /// The logical date of the first load, and the day before the first night.
    static let day = LocalDate(daysSinceEpoch: 20_777)

    let root: URL

    /// The generated files.
    var input: URL { root.appending(path: "input") }
    private var feeds: URL { root.appending(path: "feeds") }

    /// A workspace in the system's folder for what may be lost, which is deleted afterwards.
    static func with<T>(_ body: (BenchWorkspace) async throws -> T) async throws -> T {
        let root = FileManager.default.temporaryDirectory
            .appending(path: "tidings-bench-\(UUID().uuidString)")
        defer {
            // It lies in the system's folder for what may be lost.
            try? FileManager.default.removeItem(at: root)
        }
        let workspace = BenchWorkspace(root: root)
        try workspace.write()
        return try await body(workspace)
    }

    func write() throws {
        let files = FileManager.default
        for folder in ["Jobs", "Templates", "input", "feeds"] {
            try files.createDirectory(
                at: root.appending(path: folder), withIntermediateDirectories: true)
        }
        try Self.settings.write(
            to: root.appending(path: "Jobs/workspace.yaml"), atomically: true, encoding: .utf8)
        for (job, text) in [(Self.job, Self.feedsJob), (Self.nightJob, Self.segmentsJob)] {
            try text.write(
                to: root.appending(path: "Jobs/\(job).yaml"), atomically: true, encoding: .utf8)
        }
    }

    /// Gives the night's job more segments, each a line of YAML.
    func addSegments(_ more: [String]) throws {
        let text = ([Self.segmentsJob] + more.map { "    \($0)" }).joined(separator: "\n")
        try text.write(
            to: root.appending(path: "Jobs/\(Self.nightJob).yaml"), atomically: true,
            encoding: .utf8)
    }

    /// The workspace and one of its feeds.
    func feed(_ name: String) throws -> (Workspace, Feed) {
        let workspace = try WorkspaceReader(root: root, environment: [:]).read()
        guard let feed = workspace.jobs.flatMap(\.feeds).first(where: { $0.name == name }) else {
            throw Problem(
                .usage, "the benchmark has no feed \"\(name)\"",
                hint: "Leave this command to tidings-bench extract.")
        }
        return (workspace, feed)
    }

    /// Puts a generated file where its feed reads it, as a link.
    func place(_ file: String, as name: String) throws {
        let target = feeds.appending(path: name)
        if FileManager.default.fileExists(atPath: target.path) {
            try FileManager.default.removeItem(at: target)
        }
        try FileManager.default.linkItem(at: input.appending(path: file), to: target)
    }

    private static let settings = """
        name: Benchmark
        timezone: UTC
        currency: EUR
        sources:
          files: {folder: feeds}
        topics:
          news: {consent: opt-in}
        """

    private static let feedsJob = """
        job: \(job)
        extract:
          - feed: customers
            into: customers
            from: files
            file: customers.csv
            map: {id: customer_id, email: email, first_name: first_name, last_name: last_name,
              birthday: birth_date, city: city, locale: locale, joined_on: signup_date,
              consent.news: consent}
          - feed: orders
            into: orders
            from: files
            file: orders.csv
            map:
              id: order_no
              customer: customer
              placed_at: placed_at
              status: {column: status, values: {sale: [completed], returned: [returned]}}
              total: total
              currency: currency
              line.number: line
              line.product: product
              line.quantity: quantity
              line.price: price
          - feed: google
            into: products
            from: files
            file: google.xml
            xml: {record: //item, namespaces: {g: "http://base.google.com/ns/1.0"}}
            map: {id: "g:id", title: title, url: link, image_url: "g:image_link", price: "g:price",
              brand: "g:brand", categories: "g:product_type"}
          - feed: onix
            into: products
            from: files
            file: onix.xml
            xml: {record: //o:Product, namespaces: {o: "http://ns.editeur.org/onix/3.0/reference"}}
            map:
              id: "o:ProductIdentifier[o:ProductIDType='15']/o:IDValue"
              title: "o:DescriptiveDetail/o:TitleDetail/o:TitleElement/o:TitleText"
              author: "o:DescriptiveDetail/o:Contributor[o:ContributorRole='A01']/o:PersonName"
              publisher: "o:PublishingDetail/o:Publisher/o:PublisherName"
              price: "o:ProductSupply/o:SupplyDetail/o:Price/o:PriceAmount"
              currency: "o:ProductSupply/o:SupplyDetail/o:Price/o:CurrencyCode"
              categories: "o:DescriptiveDetail/o:Subject/o:SubjectCode"
        """

    static let nightJob = "night"

    private static let segmentsJob = """
        job: \(nightJob)
        transform:
          tiers:
            programme: membership
            by: spend(last 365 days)
            levels:
              - {tier: reader, from: 0}
              - {tier: bronze, from: 50}
              - {tier: silver, from: 200}
              - {tier: gold, from: 500}
              - {tier: platinum, from: 1500}
            downgrade: to earned
          segments:
            lapsed: last_order_at <= 90 days ago
            crime-not-travel: >-
              bought(category under "Category 7", last 30 days) > 0
              and bought(category under "Category 12", last 30 days) = 0
            best: top 5% by spend(last 365 days)
            birthday-soon: birthday within next 7 days
            good-gone: spend(last 365 days) >= 500 and last_order_at <= 60 days ago
            never-bought: joined_on > 14 days ago and orders = 0
            first-time: first_order_at > 7 days ago
            frequent: orders(last 90 days) >= 3 and spend(last 90 days) > 240
            cooling: spend(between 180 and 90 days ago) >= 100 and spend(last 90 days) < 50
            loyal-lapsed: in segment lapsed and orders >= 5
            champions: >-
              quintile by days since last order <= 2 and quintile by orders(last 365 days) >= 4
              and quintile by spend(last 365 days) >= 4
        """
}
