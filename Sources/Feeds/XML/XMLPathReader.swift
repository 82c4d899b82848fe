import Definitions

/// Reads the text of a path.
struct XMLPathReader {
    private let characters: [Character]
    private let namespaces: XMLNamespaces
    private var index = 0

    private init(_ text: String, namespaces: XMLNamespaces) {
        characters = Array(text)
        self.namespaces = namespaces
    }

    /// Reads a whole path.
    ///
    /// - Throws: ``XMLPathFault``.
    static func read(_ text: String, namespaces: XMLNamespaces) throws -> XMLPath {
        var reader = XMLPathReader(text, namespaces: namespaces)
        reader.skipBlanks()
        let path = try reader.path(mayRise: false)
        try reader.end("\"/\", \"[\" or the end of the path")
        return path
    }

    /// Reads what fills a field: paths parted by `|`, or several put together by `concat`.
    ///
    /// - Throws: ``XMLPathFault``.
    static func readExpression(
        _ text: String, namespaces: XMLNamespaces
    ) throws -> XMLExpression {
        var reader = XMLPathReader(text, namespaces: namespaces)
        var expression = XMLExpression(alternatives: [])
        repeat {
            reader.skipBlanks()
            expression.alternatives.append(try reader.alternative())
            reader.skipBlanks()
        } while reader.take("|")
        try reader.end("\"/\", \"[\", \"|\" or the end of the path")
        return expression
    }

    private mutating func end(_ expected: String) throws {
        skipBlanks()
        guard index == characters.count else { throw fault(expected) }
    }

    private mutating func alternative() throws -> [XMLExpression.Term] {
        guard take("concat(") else { return [.path(try path(mayRise: true))] }
        var terms: [XMLExpression.Term] = []
        repeat {
            skipBlanks()
            let isText = peek() == "'" || peek() == "\""
            terms.append(isText ? .text(try literal()) : .path(try path(mayRise: true)))
            skipBlanks()
        } while take(",")
        guard take(")") else { throw fault("\",\" or \")\"") }
        return terms
    }

    /// - Parameter mayRise: Whether the path may begin above.
    private mutating func path(mayRise: Bool) throws -> XMLPath {
        var path = XMLPath(origin: .here, steps: [])
        var isDeep = false
        if mayRise, let origin = try origin() {
            path.origin = origin
        } else if take("//") {
            path.origin = .document
            isDeep = true
        } else if take("/") {
            path.origin = .document
        } else if take(".//") {
            isDeep = true
        } else if peek() == ".", peek(1) != "." {
            index += 1
            if take("//") { isDeep = true } else if !take("/") { return path }
        }
        while true {
            let step = try step(isDeep: isDeep)
            path.steps.append(step)
            if take("//") {
                isDeep = true
            } else if take("/") {
                isDeep = false
            } else {
                return path
            }
            if case .element = step.test { continue }
            throw fault("the end of the path: attributes and text() have nothing below")
        }
    }

    /// `../`, `../../` or `ancestor::NAME/`; nil where none of them stands.
    private mutating func origin() throws -> XMLPath.Origin? {
        if take("ancestor::") {
            let name = try name(isAttribute: false)
            guard take("/"), peek() != "/" else { throw fault("\"/\" and a name or an attribute") }
            return .ancestor(name)
        }
        var count = 0
        while take("..") {
            count += 1
            guard take("/"), peek() != "/" else { throw fault("\"/\" and a name or an attribute") }
        }
        return count > 0 ? .above(count) : nil
    }

    private mutating func step(isDeep: Bool) throws -> XMLPath.Step {
        if peek() == "." {
            throw fault("a name: \"..\" stands at the beginning only, and inner \".\" nowhere")
        }
        if take("@") {
            return XMLPath.Step(
                isDeep: isDeep, test: .attribute(try name(isAttribute: true)), predicates: [])
        }
        if take("text()") { return XMLPath.Step(isDeep: isDeep, test: .text, predicates: []) }
        var step = XMLPath.Step(
            isDeep: isDeep, test: .element(try name(isAttribute: false)), predicates: [])
        while take("[") { step.predicates.append(try predicate()) }
        return step
    }

    private mutating func predicate() throws -> XMLPath.Predicate {
        skipBlanks()
        let predicate: XMLPath.Predicate
        if let digit = peek(), digit.isASCII, digit.isNumber {
            let start = index
            guard let position = Int(digits()), position > 0 else {
                index = start
                throw fault("a position from 1")
            }
            predicate = .position(position)
        } else if take("last()") {
            predicate = .last
        } else {
            let path = try path(mayRise: false)
            if path.origin == .document { throw fault("a path that begins at the element") }
            skipBlanks()
            if take("!=") {
                predicate = .equals(path, try literal(), isNegated: true)
            } else if take("=") {
                predicate = .equals(path, try literal(), isNegated: false)
            } else {
                predicate = .exists(path)
            }
        }
        skipBlanks()
        guard take("]") else { throw fault("\"]\", \"=\" or \"!=\"") }
        return predicate
    }

    private mutating func literal() throws -> String {
        skipBlanks()
        if let digit = peek(), digit.isASCII, digit.isNumber { return digits() }
        guard let quote = peek(), quote == "'" || quote == "\"" else {
            throw fault("a value in quotes")
        }
        index += 1
        let start = index
        while let character = peek(), character != quote {
            _ = character
            index += 1
        }
        guard peek() != nil else { throw fault("a closing \(quote)") }
        defer { index += 1 }
        return String(characters[start..<index])
    }

    private mutating func name(isAttribute: Bool) throws -> XMLPath.Name {
        if take("*") { return XMLPath.Name(namespace: .any, local: nil) }
        let start = index
        let first = word()
        guard !first.isEmpty else { throw fault(isAttribute ? "an attribute's name" : "a name") }
        guard peek() == ":", peek(1) != ":" else {
            if peek() == ":" || peek() == "(" {
                throw fault("a plain name: other axes and functions are not known here")
            }
            // An attribute without a prefix is in no namespace, whatever its element is in.
            return XMLPath.Name(
                namespace: namespaces.isAny && !isAttribute ? .any : .none, local: first)
        }
        index += 1
        let local = word()
        guard !local.isEmpty else { throw fault("a name after \"\(first):\"") }
        if first == "xml" {
            return XMLPath.Name(
                namespace: .uri("http://www.w3.org/XML/1998/namespace"), local: local)
        }
        guard let namespace = namespaces.byPrefix[first] else {
            index = start
            throw fault("a prefix that namespaces: declares, not \"\(first)\"")
        }
        return XMLPath.Name(namespace: .uri(namespace), local: local)
    }

    private mutating func word() -> String {
        let start = index
        while let character = peek(),
            character.isLetter || character == "_"
                || (index > start && (character.isNumber || character == "-" || character == "."))
        {
            index += 1
        }
        return String(characters[start..<index])
    }

    private mutating func digits() -> String {
        let start = index
        while let digit = peek(), digit.isASCII, digit.isNumber { index += 1 }
        return String(characters[start..<index])
    }

    private func peek(_ ahead: Int = 0) -> Character? {
        index + ahead < characters.count ? characters[index + ahead] : nil
    }

    private mutating func take(_ text: String) -> Bool {
        guard characters[index...].starts(with: text) else { return false }
        index += text.count
        return true
    }

    private mutating func skipBlanks() {
        while let blank = peek(), blank == " " || blank == "\t" { index += 1 }
    }

    private func fault(_ expected: String) -> XMLPathFault {
        XMLPathFault(offset: index, expected: expected)
    }
}
