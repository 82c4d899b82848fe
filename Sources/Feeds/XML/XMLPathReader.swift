/// Reads the text of a path.
struct XMLPathReader {
    private let characters: [Character]
    private let namespaces: [String: String]
    private var index = 0

    private init(_ text: String, namespaces: [String: String]) {
        characters = Array(text)
        self.namespaces = namespaces
    }

    /// Reads a whole path.
    ///
    /// - Throws: ``XMLPathFault``.
    static func read(_ text: String, namespaces: [String: String]) throws -> XMLPath {
        var reader = XMLPathReader(text, namespaces: namespaces)
        reader.skipBlanks()
        let path = try reader.path()
        reader.skipBlanks()
        guard reader.index == reader.characters.count else {
            throw reader.fault("\"/\", \"[\" or the end of the path")
        }
        return path
    }

    private mutating func path() throws -> XMLPath {
        var path = XMLPath(isAbsolute: false, steps: [])
        var isDeep = false
        if take("//") {
            path.isAbsolute = true
            isDeep = true
        } else if take("/") {
            path.isAbsolute = true
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

    private mutating func step(isDeep: Bool) throws -> XMLPath.Step {
        if peek() == "." { throw fault("a name: \"..\" and inner \".\" are not known here") }
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
            let path = try path()
            if path.isAbsolute { throw fault("a path that begins at the element") }
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
        if take("*") { return XMLPath.Name(namespace: nil, local: nil) }
        let start = index
        let first = word()
        guard !first.isEmpty else { throw fault(isAttribute ? "an attribute's name" : "a name") }
        guard peek() == ":", peek(1) != ":" else {
            if peek() == ":" || peek() == "(" {
                throw fault("a plain name: axes and functions are not known here")
            }
            return XMLPath.Name(namespace: nil, local: first)
        }
        index += 1
        let local = word()
        guard !local.isEmpty else { throw fault("a name after \"\(first):\"") }
        if first == "xml" {
            return XMLPath.Name(namespace: "http://www.w3.org/XML/1998/namespace", local: local)
        }
        guard let namespace = namespaces[first] else {
            index = start
            throw fault("a prefix that namespaces: declares, not \"\(first)\"")
        }
        return XMLPath.Name(namespace: namespace, local: local)
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
