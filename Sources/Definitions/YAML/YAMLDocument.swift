import Problems
import Yams

/// A file's one YAML document, composed with the places of its nodes.
struct YAMLDocument {
    /// The document's mapping. A key may stand in a mapping more than once.
    let root: Node

    /// Composes a text, or throws the one fault that hides the rest of the file.
    ///
    /// Yams refuses a mapping with a key that occurs twice, and says where only of the first.
    /// The first one is masked in the text, character for character, until the document
    /// composes: so that the reader finds both, and all the other faults of the file too.
    init(_ source: SourceText) throws(Problems) {
        let tabs = TabScanner.problems(in: source)
        guard tabs.isEmpty else { throw Problems(tabs) }
        var lines = source.lines
        var masked: [String: String] = [:]
        while true {
            do {
                root = Self.unmask(try Self.compose(lines, of: source), masked)
                return
            } catch let problem as Problem {
                throw Problems([problem])
            } catch YamlError.duplicatedKeysInMapping(let names, let context) {
                let mark = context.mark
                guard let name = names.first, masked.count < Self.masks.count,
                    let mask = Self.mask(name, number: masked.count, at: mark, in: &lines)
                else {
                    let place = source.place(line: mark.line, column: mark.column)
                    throw Problems([.repeatedKey(names.first ?? "", at: place)])
                }
                masked[mask] = name
            } catch {
                throw Problems([YAMLSyntax.problem(error, in: source)])
            }
        }
    }

    /// Private-use characters, one a masked key.
    private static let masks = (0xE000...0xE0FF).compactMap(Unicode.Scalar.init)

    private static func compose(_ lines: [String], of source: SourceText) throws -> Node {
        // No resolver: its rules are regular expressions, and our types are led by the schema.
        let parser = try Parser(
            yaml: lines.joined(separator: "\n") + "\n", resolver: .basic, encoding: .utf8)
        guard let root = try parser.nextRoot(), !root.isNull else {
            throw Problem.empty(source.place(line: 1, column: 1))
        }
        guard case .mapping = root else { throw Problem.noKeys(source.place(of: root)) }
        if let second = try parser.nextRoot() {
            throw Problem.secondDocument(source.place(of: second))
        }
        return root
    }

    /// Gives masked keys their names back.
    private static func unmask(_ node: Node, _ masked: [String: String]) -> Node {
        guard !masked.isEmpty else { return node }
        switch node {
        case .mapping(let mapping):
            let pairs = mapping.map { key, value in
                (key.text.flatMap { masked[$0] }.map(key.renamed) ?? key, unmask(value, masked))
            }
            return .mapping(Node.Mapping(pairs, mapping.tag, mapping.style, mapping.mark))
        case .sequence(let sequence):
            let elements = sequence.map { unmask($0, masked) }
            return .sequence(Node.Sequence(elements, sequence.tag, sequence.style, sequence.mark))
        case .scalar, .alias: return node
        }
    }

    /// Puts a private-use character in the place of a key's first, and gives the key's new name.
    private static func mask(
        _ name: String, number: Int, at mark: Mark, in lines: inout [String]
    ) -> String? {
        guard lines.indices.contains(mark.line - 1) else { return nil }
        var line = Array(lines[mark.line - 1].unicodeScalars)
        var index = mark.column - 1
        if line.indices.contains(index), line[index] == "\"" || line[index] == "'" { index += 1 }
        guard line.indices.contains(index), line[index] == name.unicodeScalars.first else {
            return nil
        }
        line[index] = masks[number]
        lines[mark.line - 1] = String(String.UnicodeScalarView(line))
        return String(Character(masks[number])) + String(name.unicodeScalars.dropFirst())
    }
}

extension Problem {
    /// A key that stands twice in one mapping.
    static func repeatedKey(_ key: String, at place: Place, first: Int? = nil) -> Problem {
        Problem(
            .definition, "the key \"\(key)\" is written twice", at: place,
            hint: first.map { "The first is in line \($0): keep one of them." }
                ?? "Keep one of them.")
    }

    fileprivate static func empty(_ place: Place) -> Problem {
        Problem(
            .definition, "the file is empty", at: place,
            hint: "Write a job, beginning with \"job: NAME\", or delete the file.")
    }

    fileprivate static func noKeys(_ place: Place) -> Problem {
        Problem(
            .definition, "the file must hold keys and values", at: place,
            hint: "Begin it with \"job: NAME\", each further key on a line of its own.")
    }

    fileprivate static func secondDocument(_ place: Place) -> Problem {
        Problem(
            .definition, "a second document begins here", at: place,
            hint: "Write one job a file: take out the line \"---\" and move the rest to a new file."
        )
    }
}
