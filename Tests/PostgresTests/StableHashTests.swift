import Testing

@testable import Postgres

struct StableHashTests {
    // From the reference code's test vectors (test_fnv.c).
    @Test(arguments: [
        ("", "cbf29ce484222325"), ("a", "af63dc4c8601ec8c"), ("foobar", "85944171f73967e8"),
    ])
    func `the hash is FNV-1a with 64 bits`(text: String, hash: String) {
        #expect(StableHash.hex(text) == hash)
    }
}
