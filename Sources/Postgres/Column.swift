/// A column of a result: its name and the OID of its type (`pg_type.oid`).
package struct Column: Hashable, Sendable {
    package let name: String
    package let type: UInt32

    package init(name: String, type: UInt32) {
        self.name = name
        self.type = type
    }
}
