import Definitions
import Problems

extension XMLPath {
    /// Reads a value's path, which begins at the record.
    static func value(_ text: String, format: XMLFormat, at place: Place) throws -> XMLPath {
        let path = try read(text, format: format, at: place)
        guard !path.isAbsolute else { throw absolute(text, at: place) }
        return path
    }

    /// Reads a record's path, which begins at the document, with or without a slash.
    ///
    /// Only what is known when an element begins can be asked of the elements above the record,
    /// so predicates stand at the last step alone, and positions nowhere.
    static func record(of format: XMLFormat, at place: Place) throws -> XMLPath {
        var path = try read(format.record, format: format, at: place)
        guard let last = path.steps.last, case .element = last.test else {
            throw notAnElement(format.record, at: place)
        }
        let hasPosition = last.predicates.contains { $0.isPosition }
        guard !hasPosition, path.steps.dropLast().allSatisfy({ $0.predicates.isEmpty }) else {
            throw cannotLookAhead(format.record, at: place)
        }
        // A bare name is meant wherever it stands.
        if !path.isAbsolute { path.steps[0].isDeep = true }
        path.isAbsolute = true
        return path
    }

    private static func read(_ text: String, format: XMLFormat, at place: Place) throws -> XMLPath {
        do {
            return try XMLPathReader.read(text, namespaces: format.namespaces)
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

    private static func absolute(_ text: String, at place: Place) -> Problem {
        Problem(
            .definition, "the path \"\(text)\" begins at the document and not at the record",
            at: place,
            hint: text.hasPrefix("//")
                ? "Write \".\(text)\" for an element anywhere in the record."
                : "Write the path from the record on, without the first slash.")
    }

    private static func notAnElement(_ text: String, at place: Place) -> Problem {
        Problem(
            .definition, "the record's path \"\(text)\" names no element", at: place,
            hint: "Write the path of the element that holds one record, as //item.")
    }

    private static func cannotLookAhead(_ text: String, at place: Place) -> Problem {
        Problem(
            .definition,
            "the record's path \"\(text)\" asks for what is not known when a record begins",
            at: place,
            hint: "Only the last step may have predicates, and none may be a position.")
    }
}
