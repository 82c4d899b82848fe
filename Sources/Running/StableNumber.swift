/// A number for a text that is the same in every process and version.
///
/// FNV-1a with 64 bits (www.isthe.com/chongo/tech/comp/fnv): Swift's own `Hasher` is seeded anew
/// in each process.
enum StableNumber {
    static func of(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { hash, byte in
            (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        }
    }
}
