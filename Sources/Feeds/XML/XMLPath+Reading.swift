import Definitions
import Problems

extension XMLExpression {
    /// Reads what fills a field; its paths begin at the record, at its line, or above.
    static func read(_ text: String, format: XMLFormat, at place: Place) throws -> XMLExpression {
        let expression = try XMLPath.reading(text, at: place) {
            try XMLPathReader.readExpression(text, namespaces: format.namespaces)
        }
        for case .path(let path) in expression.alternatives.joined() where path.origin == .document
        {
            throw XMLPath.absolute(text, at: place)
        }
        return expression
    }
}

extension XMLPath {
    /// Reads the paths of records, which begin at the document, with or without a slash.
    ///
    /// Only what is known when an element begins can be asked of the elements above the record,
    /// so predicates stand at the last step alone, and positions nowhere.
    static func records(of format: XMLFormat, at place: Place) throws -> [XMLPath] {
        guard format.records.count <= recordPathLimit else { throw tooManyRecords(at: place) }
        return try format.records.map { text in
            var path = try read(text, format: format, at: place)
            guard let last = path.steps.last, case .element = last.test else {
                throw notAnElement(text, "record", at: place)
            }
            let hasPosition = last.predicates.contains { $0.isPosition }
            guard !hasPosition, path.steps.dropLast().allSatisfy({ $0.predicates.isEmpty }) else {
                throw cannotLookAhead(text, at: place)
            }
            // A bare name is meant wherever it stands.
            if path.origin == .here { path.steps[0].isDeep = true }
            path.origin = .document
            return path
        }
    }

    /// How many paths of records a feed may have: a bit each in ``XMLStates``.
    static let recordPathLimit = 32

    /// Reads the path of an order's lines, which begins at the record.
    static func lines(of format: XMLFormat, at place: Place) throws -> XMLPath? {
        guard let text = format.lines else { return nil }
        let path = try read(text, format: format, at: place)
        guard path.origin == .here else { throw absolute(text, at: place) }
        guard let last = path.steps.last, case .element = last.test else {
            throw notAnElement(text, "line", at: place)
        }
        return path
    }

    private static func read(_ text: String, format: XMLFormat, at place: Place) throws -> XMLPath {
        try reading(text, at: place) {
            try XMLPathReader.read(text, namespaces: format.namespaces)
        }
    }

    fileprivate static func reading<Read>(
        _ text: String, at place: Place, _ read: () throws -> Read
    ) throws -> Read {
        do {
            return try read()
        } catch let fault as XMLPathFault {
            throw unreadable(text, fault, at: place)
        }
    }
}

extension XMLPath.Predicate {
    fileprivate var isPosition: Bool {
        switch self {
        case .position, .last: true
        case .exists, .equals: false
        }
    }
}

extension XMLPath {
    private static func unreadable(
        _ text: String, _ fault: XMLPathFault, at place: Place
    ) -> Problem {
        Problem(
            .definition,
            "the path \"\(text)\" cannot be read at character \(fault.offset + 1)", at: place,
            hint: "Expected \(fault.expected).")
    }

    fileprivate static func absolute(_ text: String, at place: Place) -> Problem {
        Problem(
            .definition, "the path \"\(text)\" begins at the document and not at the record",
            at: place,
            hint: text.hasPrefix("//")
                ? "Write \".\(text)\" for an element anywhere in the record."
                : "Write the path from the record on, without the first slash.")
    }

    private static func notAnElement(
        _ text: String, _ what: String, at place: Place
    ) -> Problem {
        Problem(
            .definition, "the \(what)'s path \"\(text)\" names no element", at: place,
            hint: "Write the path of the element that holds one \(what), as //item.")
    }

    private static func tooManyRecords(at place: Place) -> Problem {
        Problem(
            .definition, "a feed has at most \(recordPathLimit) paths of records", at: place,
            hint: "Write //* with a predicate, or several feeds of the same file.")
    }

    private static func cannotLookAhead(_ text: String, at place: Place) -> Problem {
        Problem(
            .definition,
            "the record's path \"\(text)\" asks for what is not known when a record begins",
            at: place,
            hint: "Only the last step may have predicates, and none may be a position.")
    }
}
