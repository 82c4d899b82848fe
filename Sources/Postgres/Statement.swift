/// A named piece of SQL: the name stands for it in errors, so that no error quotes values.
package struct Statement: Hashable, Sendable {
    /// What errors call it: the base name of its `.sql` file, or "feed members".
    package let name: String
    /// The SQL text; parameters are `$1`, `$2`, …
    package let sql: String

    package init(name: String, sql: String) {
        self.name = name
        self.sql = sql
    }

    /// A statement from a `.sql` file that is embedded in the program.
    package init(_ name: String, _ embedded: [UInt8]) {
        self.init(name: name, sql: String(decoding: embedded, as: UTF8.self))
    }
}
