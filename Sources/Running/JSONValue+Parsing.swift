import Foundation

extension JSONValue {
    /// The value of a JSON text, as PostgreSQL gives `jsonb`; members by name, numbers whole where
    /// they are. nil if it does not parse.
    init?(parsing text: String) {
        let options = JSONSerialization.ReadingOptions.fragmentsAllowed
        // What does not parse is nil to the caller, who knows whose text it is.
        let object = try? JSONSerialization.jsonObject(with: Data(text.utf8), options: options)
        guard let object, let value = Self.value(of: object) else { return nil }
        self = value
    }

    private static func value(of object: Any) -> JSONValue? {
        switch object {
        case let text as String: .text(text)
        case let flag as Bool: .boolean(flag)
        case let number as Int: .int(number)
        case let number as Double: .double(number)
        case let array as [Any]: .array(array.compactMap(value))
        case let members as [String: Any]:
            .object(
                members.sorted { $0.key < $1.key }.compactMap { name, member in
                    value(of: member).map { Member(name: name, value: $0) }
                })
        case is NSNull: .null
        default: nil
        }
    }
}
