/// Turns UTF-16 into UTF-8 as it is read.
///
/// A surrogate without its other half becomes its three-byte form, which is not valid UTF-8, so
/// that the row that holds it is set aside instead of being changed in silence.
final class UTF16Bytes: ByteStream {
    private let source: FileBytes
    private let isBigEndian: Bool
    private var units: [UInt8] = [UInt8](repeating: 0, count: 65_536)
    /// A high surrogate at the end of the last chunk.
    private var pending: UInt32?
    private var output: [UInt8] = []
    private var position = 0

    init(_ source: FileBytes, isBigEndian: Bool) {
        self.source = source
        self.isBigEndian = isBigEndian
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        var filled = 0
        while filled < buffer.count {
            if position == output.count, try !decodeMore() { break }
            let count = min(buffer.count - filled, output.count - position)
            for index in 0..<count { buffer[filled + index] = output[position + index] }
            filled += count
            position += count
        }
        return filled
    }

    private func decodeMore() throws -> Bool {
        output.removeAll(keepingCapacity: true)
        position = 0
        let count = try units.withUnsafeMutableBytes { try source.read(into: $0) }
        var index = 0
        while index + 1 < count {
            let unit =
                isBigEndian
                ? UInt32(units[index]) << 8 | UInt32(units[index + 1])
                : UInt32(units[index + 1]) << 8 | UInt32(units[index])
            take(unit)
            index += 2
        }
        if count < units.count {
            flush()
            // Half a unit at the end is no character: a byte that UTF-8 never holds.
            if index < count { output.append(0xFF) }
        }
        return !output.isEmpty
    }

    private func take(_ unit: UInt32) {
        if let high = pending, 0xDC00...0xDFFF ~= unit {
            pending = nil
            append(0x10000 + (high - 0xD800) << 10 + (unit - 0xDC00))
            return
        }
        flush()
        if 0xD800...0xDBFF ~= unit { pending = unit } else { append(unit) }
    }

    private func flush() {
        if let high = pending { append(high) }
        pending = nil
    }

    private func append(_ scalar: UInt32) {
        switch scalar {
        case 0..<0x80:
            output.append(UInt8(scalar))
        case 0x80..<0x800:
            output.append(UInt8(0xC0 | scalar >> 6))
            output.append(UInt8(0x80 | scalar & 0x3F))
        case 0x800..<0x10000:
            output.append(UInt8(0xE0 | scalar >> 12))
            output.append(UInt8(0x80 | scalar >> 6 & 0x3F))
            output.append(UInt8(0x80 | scalar & 0x3F))
        default:
            output.append(UInt8(0xF0 | scalar >> 18))
            output.append(UInt8(0x80 | scalar >> 12 & 0x3F))
            output.append(UInt8(0x80 | scalar >> 6 & 0x3F))
            output.append(UInt8(0x80 | scalar & 0x3F))
        }
    }
}
