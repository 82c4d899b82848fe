/// Why a condition holds of one customer, or not: the condition's tree with the customer's values.
package struct Explanation: Sendable, Equatable {
    package enum Truth: String, Sendable {
        case yes = "true"
        case no = "false"
        case unknown
    }

    /// How the parts decide.
    package enum Shape: String, Sendable {
        /// All parts must hold.
        case all
        /// One part must hold.
        case any
        /// The part must not hold.
        case not
        /// A condition without parts; of a segment, its own condition is the part.
        case condition
    }

    package var shape: Shape
    /// The condition as the language writes it.
    package var text: String
    package var truth: Truth
    /// What the customer has: `spend(ever)` and `812.40 CNY`. Nothing of what is known to nobody.
    package var values: [Named]
    /// Where the values came from, the newest first.
    package var sources: [Source]
    /// How many sources there are; more than are given.
    package var sourceCount: Int
    package var parts: [Explanation]

    package struct Named: Sendable, Equatable {
        package var name: String
        /// nil is unknown.
        package var value: String?

        package init(_ name: String, _ value: String?) {
            self.name = name
            self.value = value
        }
    }

    /// A row that said so.
    package struct Source: Sendable, Equatable {
        /// What the row is, as `order A1 of 2026-11-20`.
        package var what: String
        /// Of the load that last changed it; nil for what Tidings keeps itself.
        package var feed: String?
        /// nil of a query.
        package var file: String?
        /// The row of the file or of the query's answer.
        package var line: Int?
        package var run: Int?

        package init(
            what: String, feed: String? = nil, file: String? = nil, line: Int? = nil,
            run: Int? = nil
        ) {
            self.what = what
            self.feed = feed
            self.file = file
            self.line = line
            self.run = run
        }
    }

    init(
        _ shape: Shape, _ text: String, _ truth: Truth, values: [Named] = [],
        sources: [Source] = [], sourceCount: Int = 0, parts: [Explanation] = []
    ) {
        self.shape = shape
        self.text = text
        self.truth = truth
        self.values = values
        self.sources = sources
        self.sourceCount = sourceCount
        self.parts = parts
    }
}

extension Explanation.Truth {
    init(_ truth: Bool?) {
        self = truth.map { $0 ? .yes : .no } ?? .unknown
    }

    /// As in SQL: false decides, else unknown does.
    static func all(_ truths: [Self]) -> Self {
        truths.contains(.no) ? .no : truths.contains(.unknown) ? .unknown : .yes
    }

    /// As in SQL: true decides, else unknown does.
    static func any(_ truths: [Self]) -> Self {
        truths.contains(.yes) ? .yes : truths.contains(.unknown) ? .unknown : .no
    }

    var negated: Self {
        switch self {
        case .yes: .no
        case .no: .yes
        case .unknown: .unknown
        }
    }
}
