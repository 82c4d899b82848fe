/// A hash that is the same on every machine and in every run, for names of folders.
///
/// FNV-1a with 64 bits (www.isthe.com/chongo/tech/comp/fnv): Swift's own `Hasher` is seeded anew
/// in each process.
enum StableHash {
    /// 16 hexadecimal digits.
    static func hex(_ text: String) -> String {
        let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { hash, byte in
            (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
