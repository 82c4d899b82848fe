import Foundation

/// A dbt project of so many models, each a segment of the customers, with a test each.
struct DBTProject {
    let root: URL
    let models: Int

    func write() throws {
        let folder = root.appending(path: "models")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var schema = """
            version: 2
            sources:
              - name: shop
                tables: [{name: orders}]
            models:
            """
        for number in 0..<models {
            schema += """

                  - name: segment_\(number)
                    description: segment \(number)
                    columns: [{name: customer_id, data_tests: [not_null]}]
                """
            try """
            select customer_id from {{ source('shop', 'orders') }} group by 1
            having count(*) filter (where placed_at > current_date - \(number + 1)) >= 2
            and sum(total) filter (where placed_at > current_date - 365) > \(number)
            """.write(
                to: folder.appending(path: "segment_\(number).sql"), atomically: true,
                encoding: .utf8)
        }
        for (path, text) in [
            ("models/schema.yml", schema),
            ("dbt_project.yml", "name: bench\nversion: '1.0'\nprofile: bench\n"),
            // Parsing connects to nothing.
            (
                "profiles.yml",
                """
                bench:
                  target: dev
                  outputs:
                    dev: {type: postgres, host: 127.0.0.1, port: 9, user: u, password: p,
                      dbname: d, schema: s, threads: 1}
                """
            ),
        ] {
            try text.write(to: root.appending(path: path), atomically: true, encoding: .utf8)
        }
    }

    /// Reads everything, as a check does, and tells nobody of it.
    func command(_ dbt: String) -> [String] {
        [
            dbt, "--no-send-anonymous-usage-stats", "--no-version-check", "--no-partial-parse",
            "parse", "--project-dir", root.path, "--profiles-dir", root.path,
        ]
    }
}
