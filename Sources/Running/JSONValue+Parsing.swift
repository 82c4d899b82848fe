import Foundation

extension JSONValue {
    /// The value of a JSON text, as PostgreSQL gives `jsonb`; members by name. nil if it does not
    /// parse.
    init?(parsing text: String) {
        // What does not parse is nil to the caller, who knows whose text it is.
        guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) else {
            return nil
        }
        self = value
    }
}

extension JSONValue: Decodable {
    package init(from decoder: any Decoder) throws {
        if let container = try? decoder.container(keyedBy: MemberName.self) {
            let names = container.allKeys.sorted { $0.stringValue < $1.stringValue }
            self = .object(
                try names.map { name in
                    Member(
                        name: name.stringValue,
                        value: try container.decode(JSONValue.self, forKey: name))
                })
        } else if var container = try? decoder.unkeyedContainer() {
            var elements: [JSONValue] = []
            while !container.isAtEnd { elements.append(try container.decode(JSONValue.self)) }
            self = .array(elements)
        } else {
            self = try Self.scalar(of: decoder.singleValueContainer())
        }
    }

    /// Each kind is tried in turn: none reads as another but a whole number as a fraction.
    private static func scalar(of container: any SingleValueDecodingContainer) throws -> JSONValue {
        if container.decodeNil() { return .null }
        if let flag = try? container.decode(Bool.self) { return .boolean(flag) }
        if let number = try? container.decode(Int.self) { return .int(number) }
        if let number = try? container.decode(Double.self) { return .double(number) }
        return .text(try container.decode(String.self))
    }

    private struct MemberName: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { return nil }
    }
}
