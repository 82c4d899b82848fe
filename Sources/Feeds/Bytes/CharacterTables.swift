import Definitions
import Problems
import Synchronization

/// The characters of an encoding by their bytes, as the C library knows them.
///
/// Filled in some milliseconds when the first file of the encoding is opened, and never written
/// afterwards: hence `@unchecked Sendable`. 0 stands for no character.
final class CharacterTables: @unchecked Sendable {
    /// By byte, of those above ASCII.
    let single: UnsafeMutableBufferPointer<UInt32>
    /// Whether a byte begins a longer character.
    let isLead: UnsafeMutableBufferPointer<Bool>
    /// By first and second byte.
    let double: UnsafeMutableBufferPointer<UInt32>
    /// By the low seven bits of the second and the third byte, for EUC-JP's JIS X 0212.
    private(set) var triple: [UInt32]?
    /// Whether it is GB18030.
    let hasFourBytes: Bool

    private static let filled = Mutex<[TextEncoding: CharacterTables]>([:])

    /// The tables of an encoding.
    static func of(_ encoding: TextEncoding) throws -> CharacterTables {
        if let tables = filled.withLock({ $0[encoding] }) { return tables }
        let tables = try CharacterTables(encoding)
        filled.withLock { $0[encoding] = tables }
        return tables
    }

    private init(_ encoding: TextEncoding) throws {
        let converters = Self.libraryNames(of: encoding).compactMap(Iconv.init)
        guard !converters.isEmpty else { throw Self.unknown(encoding) }
        hasFourBytes = encoding == .gb18030
        single = .allocate(capacity: 256)
        isLead = .allocate(capacity: 256)
        double = .allocate(capacity: 1 << 16)
        single.initialize(repeating: 0)
        isLead.initialize(repeating: false)
        double.initialize(repeating: 0)
        fill(by: converters)
    }

    deinit {
        single.deallocate()
        isLead.deallocate()
        double.deallocate()
    }

    /// The C library's own reading of an encoding.
    static func converter(_ encoding: TextEncoding) throws -> Iconv {
        guard let converter = libraryNames(of: encoding).compactMap(Iconv.init).first else {
            throw unknown(encoding)
        }
        return converter
    }

    /// The table of an encoding of single bytes.
    static func singleBytes(_ encoding: TextEncoding) throws -> [UInt32] {
        let converter = try converter(encoding)
        let corrected = corrections[encoding.name] ?? [:]
        return (0...UInt8.max).map { byte in
            if byte < 0x80 { return UInt32(byte) }
            if let scalar = corrected[byte] { return PackedCharacter(scalar).bits }
            guard case .character(let bits) = converter.ask(byte) else {
                return PackedCharacter.fault.bits
            }
            return bits
        }
    }

    private func fill(by converters: [Iconv]) {
        for byte in UInt8(0x80)...UInt8.max {
            switch converters[0].ask(byte) {
            // Control characters that no file means.
            case .character(let bits) where bits & 0xFF == 0xC2 && bits >> 8 < 0xA0: break
            case .character(let bits): single[Int(byte)] = bits
            case .begun:
                isLead[Int(byte)] = true
                fillDouble(byte, by: converters)
            case .none: break
            }
        }
        // Files labelled gbk have the euro sign at a place of its own.
        if hasFourBytes { single[0x80] = PackedCharacter(0x20AC).bits }
    }

    private func fillDouble(_ lead: UInt8, by converters: [Iconv]) {
        var needsThird = false
        for trail in UInt8(0x30)...UInt8.max {
            for converter in converters {
                let answer = converter.ask(lead, trail)
                if case .character(let bits) = answer {
                    double[Int(lead) << 8 | Int(trail)] = bits
                    break
                }
                if answer == .begun, trail >= 0xA1 { needsThird = true }
            }
        }
        if needsThird { fillTriple(lead, by: converters[0]) }
    }

    private func fillTriple(_ lead: UInt8, by converter: Iconv) {
        var table = [UInt32](repeating: 0, count: 1 << 14)
        for second in UInt8(0xA1)...0xFE {
            for third in UInt8(0xA1)...0xFE {
                guard case .character(let bits) = converter.ask(lead, second, third) else {
                    continue
                }
                table[Int(second & 0x7F) << 7 | Int(third & 0x7F)] = bits
            }
        }
        triple = table
    }
}

extension CharacterTables {
    /// What the C library calls an encoding; what the first does not know the next may.
    private static func libraryNames(of encoding: TextEncoding) -> [String] {
        switch encoding.name {
        // Hong Kong's, which holds Taiwan's, and what only Windows adds to that.
        case "big5": ["BIG5-HKSCS", "CP950"]
        case "shift_jis": ["CP932"]
        case "euc-jp": ["EUC-JP-MS", "EUC-JP"]
        case "euc-kr": ["CP949"]
        case "x-mac-cyrillic": ["MAC-CYRILLIC", "MacCyrillic"]
        case "windows-874": ["CP874"]
        default: [encoding.name.uppercased(), encoding.name]
        }
    }

    /// Where the Standard's tables are newer than glibc's.
    private static let corrections: [String: [UInt8: UInt32]] = [
        "macintosh": [0xC6: 0x2206, 0xF0: 0xF8FF],
        "x-mac-cyrillic": [0xFF: 0x20AC],
    ]

    private static func unknown(_ encoding: TextEncoding) -> Problem {
        Problem(
            .infrastructure, "this machine's C library does not know \(encoding.title)",
            hint: "Install its character sets (on Debian they come with libc-bin), "
                + "or have the file sent as UTF-8.")
    }
}
