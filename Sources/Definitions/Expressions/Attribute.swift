/// A custom attribute of a customer, an order or a product.
package struct Attribute: Sendable, Hashable {
    package var name: String
    package var type: AttributeType

    package init(_ name: String, _ type: AttributeType) {
        self.name = name
        self.type = type
    }
}

/// How the text of an attribute is read. A text that is not of the type is unknown, and counted
/// by `is unreadable`.
package enum AttributeType: Sendable, Hashable {
    /// Not declared: a text, or the number or day that it is written as, by what it is compared
    /// with.
    case open
    case text
    /// Digits with a point before decimals.
    case number
    /// A number in the workspace's currency, which may follow it: `12.50`, `12.50 CNY`.
    case money
    /// ISO 8601; of an instant the first ten characters.
    case date
    /// yes/no, true/false, 1/0, y/n, t/f, on/off in any letter case.
    case boolean
    /// Texts with something between them; blanks around each do not count.
    case list(separator: String)
}

extension AttributeType {
    /// As `attributes:` names them, in the order of the documentation.
    package static let names = ["text", "number", "money", "date", "boolean", "list"]

    package init?(name: String) {
        switch name {
        case "text": self = .text
        case "number": self = .number
        case "money": self = .money
        case "date": self = .date
        case "boolean": self = .boolean
        case "list": self = .list(separator: Self.separator)
        default: return nil
        }
    }

    /// What stands between the values of a list unless it is declared otherwise: as in
    /// `categories`.
    package static let separator = ";"
}

extension Attribute: CustomStringConvertible {
    package var description: String { "attributes.\(name)" }
}
