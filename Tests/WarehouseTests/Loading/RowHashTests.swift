import Testing

@testable import Warehouse

struct RowHashTests {
    private func hash(_ fields: String?...) -> UInt64 {
        var hash = RowHash()
        for field in fields {
            if let field {
                Array(field.utf8).withUnsafeBytes { hash.add($0) }
            } else {
                hash.add(nil)
            }
        }
        return hash.value
    }

    @Test func `fields are told apart, and so are nothing and NULL`() {
        let hashes = [
            hash("a"), hash("b"), hash("ab"), hash("a", "b"), hash(""), hash(nil), hash("a", nil),
            hash("a", ""), hash("12345678"), hash("123456789"), hash("12345678", "9"),
        ]
        #expect(Set(hashes).count == hashes.count)
    }

    @Test func `a hash is stored, and stays what it is`() {
        #expect(String(hash("P1", "2", nil, "longer than eight"), radix: 16) == "df4ddffff775f0ef")
    }
}
