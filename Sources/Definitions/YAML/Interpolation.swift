import Problems

/// Fills `${NAME}` and `${NAME:-default}` from the environment; `$${` stands for `${`.
enum Interpolation {
    /// What is wrong with a text, and where in it (in Unicode scalars).
    struct Fault: Error {
        var summary: String
        var hint: String
        var offset: Int
        var length: Int
    }

    /// The text with its names filled in. As in a shell, an empty value has the default too.
    static func fill(
        _ text: String, from environment: [String: String]
    ) throws(Fault) -> String {
        guard text.utf8.contains(UInt8(ascii: "$")) else { return text }
        let scalars = Array(text.unicodeScalars)
        var filled = String.UnicodeScalarView()
        var index = 0
        while index < scalars.count {
            guard scalars[index] == "$", index + 1 < scalars.count else {
                filled.append(scalars[index])
                index += 1
                continue
            }
            if scalars[index + 1] == "$", index + 2 < scalars.count, scalars[index + 2] == "{" {
                filled.append(contentsOf: "${".unicodeScalars)
                index += 3
            } else if scalars[index + 1] == "{" {
                guard let end = scalars[index...].firstIndex(of: "}") else {
                    throw .open(at: index, length: scalars.count - index)
                }
                let inside = String(String.UnicodeScalarView(scalars[(index + 2)..<end]))
                let range = index..<(end + 1)
                filled.append(
                    contentsOf: try value(of: inside, at: range, from: environment).unicodeScalars)
                index = end + 1
            } else {
                filled.append(scalars[index])
                index += 1
            }
        }
        return String(filled)
    }

    private static func value(
        of inside: String, at range: Range<Int>, from environment: [String: String]
    ) throws(Fault) -> String {
        let name = inside.unicodeScalars.prefix { isNameScalar($0) }
        let rest = String(inside.unicodeScalars.dropFirst(name.count))
        guard !name.isEmpty, rest.isEmpty || rest.hasPrefix(":-") else {
            throw .notAName(inside, at: range)
        }
        let value = environment[String(name)]
        if rest.isEmpty {
            guard let value else { throw .unset(String(name), at: range) }
            return value
        }
        guard let value, !value.isEmpty else { return String(rest.dropFirst(2)) }
        return value
    }

    private static func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || ("A"..."Z").contains(scalar) || ("a"..."z").contains(scalar)
            || ("0"..."9").contains(scalar)
    }
}

extension Interpolation.Fault {
    fileprivate static func unset(_ name: String, at range: Range<Int>) -> Self {
        Self(
            summary: "the environment variable \(name) is not set",
            hint: "Set it before you start tidings, or give a default: ${\(name):-default}.",
            offset: range.lowerBound, length: range.count)
    }

    fileprivate static func notAName(_ inside: String, at range: Range<Int>) -> Self {
        Self(
            summary: "\"${\(inside)}\" is not the name of an environment variable",
            hint: "Write ${NAME} or ${NAME:-default}; a plain ${ is written $${.",
            offset: range.lowerBound, length: range.count)
    }

    fileprivate static func open(at offset: Int, length: Int) -> Self {
        Self(
            summary: "this ${ is never closed",
            hint: "Write ${NAME} or ${NAME:-default}; a plain ${ is written $${.",
            offset: offset, length: length)
    }
}
