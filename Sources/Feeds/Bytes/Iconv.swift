#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The C library's converter from one encoding to UTF-8, asked for one character at a time.
///
/// It fills the tables that files are decoded with: far faster than asking it for whole files,
/// and each undecodable byte is found where it stands.
final class Iconv {
    enum Answer: Equatable {
        /// The character's UTF-8, the first byte lowest.
        case character(UInt32)
        /// The bytes begin a character.
        case begun
        case none
    }

    private let descriptor: iconv_t

    /// - Parameter name: As the C library has it; nil is returned for one that it does not know.
    init?(_ name: String) {
        guard let descriptor = iconv_open("UTF-8", name), descriptor != iconv_t(bitPattern: -1)
        else { return nil }
        self.descriptor = descriptor
    }

    deinit { iconv_close(descriptor) }

    /// What one to four bytes mean.
    func ask(_ bytes: UInt8...) -> Answer {
        var input = bytes.map { CChar(bitPattern: $0) }
        var output = [CChar](repeating: 0, count: 16)
        let room = output.count
        var left = room
        var code = 0
        var isShort = false
        input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                var from = input.baseAddress
                var to = output.baseAddress
                var count = input.count
                code = iconv(descriptor, &from, &count, &to, &left)
                isShort = code == -1 && errno == EINVAL
                // What it holds back for a combining character is written, and its state is reset.
                iconv(descriptor, nil, nil, &to, &left)
            }
        }
        if isShort { return .begun }
        let written = room - left
        guard code == 0, 1...4 ~= written else { return .none }
        return .character(
            output[..<written].reversed().reduce(0) { $0 << 8 | UInt32(UInt8(bitPattern: $1)) })
    }
}
