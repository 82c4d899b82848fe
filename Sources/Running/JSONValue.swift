package import Foundation

/// A JSON document whose objects keep the order in which they were written.
package enum JSONValue: Sendable, Equatable {
    case null
    case text(String)
    case int(Int)
    case double(Double)
    case boolean(Bool)
    case array([JSONValue])
    case object([Member])

    /// A name and its value in an object.
    package struct Member: Sendable, Equatable {
        package var name: String
        package var value: JSONValue

        package init(name: String, value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    package static func object(
        _ members: KeyValuePairs<String, JSONValue>
    ) -> JSONValue {
        .object(members.map { Member(name: $0.key, value: $0.value) })
    }

    package static func text(_ value: String?) -> JSONValue { value.map { .text($0) } ?? .null }
    package static func int(_ value: Int?) -> JSONValue { value.map { .int($0) } ?? .null }

    /// An object's members followed by another's.
    package func merging(_ other: JSONValue) -> JSONValue {
        guard case .object(let left) = self, case .object(let right) = other else { return self }
        return .object(left + right)
    }
}

extension JSONValue: CustomStringConvertible {
    /// The document on one line.
    package var description: String {
        switch self {
        case .null: "null"
        case .text(let text): Self.quoted(text)
        case .int(let number): String(number)
        case .double(let number): number.isFinite ? String(number) : "null"
        case .boolean(let flag): flag ? "true" : "false"
        case .array(let elements):
            "[" + elements.map(\.description).joined(separator: ", ") + "]"
        case .object(let members):
            "{"
                + members.map { "\(Self.quoted($0.name)): \($0.value)" }.joined(separator: ", ")
                + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case "\u{00}"..."\u{1F}", "\u{7F}", "\u{2028}", "\u{2029}":
                let code = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - code.count) + code
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}

extension JSONValue {
    /// RFC 3339 in a zone, to the second.
    package static func instant(_ instant: Date?, in zone: TimeZone) -> JSONValue {
        guard let instant else { return .null }
        var style = Date.ISO8601FormatStyle(timeZone: zone)
        style = style.year().month().day().time(includingFractionalSeconds: false)
            .timeZone(separator: .colon)
        return .text(instant.formatted(style))
    }
}
