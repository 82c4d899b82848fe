import Foundation

/// An IANA time zone that this machine knows: `Area/City`, or UTC.
///
/// Abbreviations such as EST or CST name several zones, and `GMT+3` means opposite things in
/// Foundation and PostgreSQL: they are refused.
final class TimeZoneValue: FieldValue {
    static let reason = "not a time zone such as Asia/Shanghai"

    private var known: [String: Bool] = ["UTC": true, "GMT": true]

    func write(_ text: Span<UInt8>, to rows: BinaryRows) -> String? {
        guard text.count <= 64 else { return Self.reason }
        let name = text.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
        guard isKnown(name) else { return Self.reason }
        return rows.append(text: text) ? nil : nulReason
    }

    private func isKnown(_ name: String) -> Bool {
        if let answer = known[name] { return answer }
        let isName = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "/_-+".utf8.contains(byte)
            }
        }
        let answer = isName && name.contains("/") && TimeZone(identifier: name) != nil
        // There are some six hundred names; wrong ones must not fill the memory.
        if known.count < 10_000 { known[name] = answer }
        return answer
    }
}
