/// Something of a customer that may be unknown.
package enum Field: Sendable, Hashable {
    case text(TextField)
    case moment(Moment)
    case birthday
}

/// A text of a customer.
package enum TextField: Sendable, Hashable {
    case customer(CustomerField)
    /// `attributes.NAME`.
    case attribute(String)
    /// The name of the current level in a programme.
    case tier(programme: String)
}

/// The text columns of a customer.
package enum CustomerField: String, Sendable, CaseIterable {
    case email
    case first_name
    case last_name
    case title
    case city
    case region
    case country
    case locale
    case timezone
    case phone
}

/// A date or an instant of a customer.
package enum Moment: String, Sendable, CaseIterable {
    case joined_on
    /// When the first order that counts as an order was placed.
    case first_order_at
    /// When the last order that counts as an order was placed.
    case last_order_at
}

extension Field: CustomStringConvertible {
    package var description: String {
        switch self {
        case .text(let field): field.description
        case .moment(let moment): moment.rawValue
        case .birthday: "birthday"
        }
    }
}

extension TextField: CustomStringConvertible {
    package var description: String {
        switch self {
        case .customer(let field): field.rawValue
        case .attribute(let name): "attributes.\(name)"
        case .tier(let programme): "tier(\(Quoted.word(programme)))"
        }
    }
}

extension Moment: CustomStringConvertible {
    package var description: String { rawValue }
}
