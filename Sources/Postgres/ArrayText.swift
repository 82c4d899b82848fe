/// One-dimensional `text[]` values in PostgreSQL's array syntax, `{a,"b c",NULL}`.
enum ArrayText {
    /// Every element is quoted: a bare `NULL` or an empty text would mean something else.
    static func format(_ elements: [String?]) -> String {
        var bytes: [UInt8] = [UInt8(ascii: "{")]
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            guard let element else {
                bytes += "NULL".utf8
                continue
            }
            bytes.append(UInt8(ascii: "\""))
            for byte in element.utf8 {
                if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                    bytes.append(UInt8(ascii: "\\"))
                }
                bytes.append(byte)
            }
            bytes.append(UInt8(ascii: "\""))
        }
        bytes.append(UInt8(ascii: "}"))
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The elements, or nil if the text is no one-dimensional array.
    static func parse(_ text: String) -> [String?]? {
        let bytes = Array(text.utf8)
        guard bytes.first == UInt8(ascii: "{"), bytes.last == UInt8(ascii: "}") else { return nil }
        var elements: [String?] = []
        var element: [UInt8] = []
        var isQuoted = false
        var inside = false
        var position = 1
        func finished() -> String? {
            let word = String(decoding: element, as: UTF8.self)
            return !isQuoted && word == "NULL" ? .none : word
        }
        while position < bytes.count - 1 {
            let byte = bytes[position]
            switch (byte, inside) {
            case (UInt8(ascii: "\\"), _):
                position += 1
                if position == bytes.count - 1 { return nil }
                element.append(bytes[position])
            case (UInt8(ascii: "\""), _):
                inside.toggle()
                isQuoted = true
            case (UInt8(ascii: "{"), false):
                return nil
            case (UInt8(ascii: ","), false):
                elements.append(finished())
                element.removeAll()
                isQuoted = false
            default:
                element.append(byte)
            }
            position += 1
        }
        if inside { return nil }
        if bytes.count > 2 { elements.append(finished()) }
        return elements
    }
}
