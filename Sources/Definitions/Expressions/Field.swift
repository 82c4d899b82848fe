/// Something of a customer that may be unknown.
package enum Field: Sendable, Hashable {
    case text(TextField)
    case number(Metric)
    case moment(Moment)
    case birthday
    case answer(Answer)
    case list(Attribute)
}

/// A text of a customer.
package enum TextField: Sendable, Hashable {
    case customer(CustomerField)
    /// Of type text, or undeclared.
    case attribute(Attribute)
    /// The name of the current level in a programme.
    case tier(programme: String)
}

/// The text columns of a customer.
package enum CustomerField: String, Sendable, CaseIterable {
    case id
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

/// An answer of a customer: yes, no or unknown.
package enum Answer: Sendable, Hashable {
    /// Of type boolean.
    case attribute(Attribute)
    /// What the customer last said to a topic, however a feed brought it.
    case consent(topic: String)
}

extension Field: CustomStringConvertible {
    package var description: String {
        switch self {
        case .text(let field): field.description
        case .number(let metric): metric.description
        case .moment(let moment): moment.description
        case .birthday: "birthday"
        case .answer(let answer): answer.description
        case .list(let attribute): attribute.description
        }
    }
}

extension TextField: CustomStringConvertible {
    package var description: String {
        switch self {
        case .customer(let field): field.rawValue
        case .attribute(let attribute): attribute.description
        case .tier(let programme): "tier(\(Quoted.word(programme)))"
        }
    }
}

extension Answer: CustomStringConvertible {
    package var description: String {
        switch self {
        case .attribute(let attribute): attribute.description
        case .consent(let topic): "consent.\(topic)"
        }
    }
}
