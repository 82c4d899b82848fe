import Crypto
import Postgres

/// One numbered step of the schema; forward only.
package struct Migration: Sendable {
    package let number: Int
    package let name: String
    package let script: String

    init(_ number: Int, _ name: String, _ embedded: [UInt8]) {
        self.number = number
        self.name = name
        script = String(decoding: embedded, as: UTF8.self)
    }

    /// SHA-256 of the script, in hexadecimal: an applied migration may not be edited.
    package var checksum: String {
        SHA256.hash(data: Array(script.utf8)).hexadecimal
    }

    /// All of them, in order.
    package static let all = [
        Migration(1, "warehouse", PackageResources.m0001_warehouse_sql)
    ]
}
