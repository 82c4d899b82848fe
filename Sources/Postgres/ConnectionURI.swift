import CPostgres
package import Problems

/// A libpq connection string, URI or `key=value`, and what may be shown of it.
///
/// The text itself holds a password and is never shown.
package struct ConnectionURI: Sendable {
    /// The whole connection string, a secret.
    package let text: String
    /// What it says by libpq's keywords (`host`, `port`, `dbname`, `user`, `password`, …).
    private let options: [String: String]

    /// Reads a connection string with libpq's own parser.
    ///
    /// - Throws: a `Problem` of kind `.definition` that does not quote the text.
    package init(_ text: String) throws(Problem) {
        // libpq's own message quotes the string with its password, so it is dropped.
        guard let list = PQconninfoParse(text, nil) else { throw Self.unreadable() }
        defer { PQconninfoFree(list) }
        var options: [String: String] = [:]
        var option = list
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val {
                options[String(cString: keyword)] = String(cString: value)
            }
            option += 1
        }
        guard Self.isPlausible(options) else { throw Self.unreadable() }
        self.text = text
        self.options = options
    }

    /// Whether no part of a password stands where something else should: libpq takes what
    /// follows a bare `@` or `/` in a password for host, port or database, which are shown.
    private static func isPlausible(_ options: [String: String]) -> Bool {
        let shown = [options["host"], options["dbname"]]
        let portIsNumber = options["port"]?.allSatisfy { $0.isNumber || $0 == "," } ?? true
        return portIsNumber && !shown.contains { $0?.contains("@") ?? false }
    }

    package var database: String? { options["dbname"] }
    package var user: String? { options["user"] }
    var password: String? { options["password"] }

    /// `database "shop" on db.example:5432 as user "reader"`, without password or options.
    package var redacted: String {
        let name = database.map { "database \"\($0)\"" } ?? "the default database"
        let host = options["host"] ?? options["hostaddr"] ?? "the local socket"
        let port = options["port"].map { ":\($0)" } ?? ""
        let user = user.map { " as user \"\($0)\"" } ?? ""
        return "\(name) on \(host)\(port)\(user)"
    }

    /// The same server and user with another database, in `key=value` form.
    package func replacingDatabase(with name: String) -> String {
        var replaced = options
        replaced["dbname"] = name
        return Self.text(of: replaced)
    }

    /// The same without its password, in `key=value` form.
    var withoutPassword: String {
        Self.text(of: options.filter { $0.key != "password" })
    }

    /// A connection string of libpq's keywords and values.
    static func text(of options: [String: String]) -> String {
        options.sorted { $0.key < $1.key }
            .map { "\($0.key)='\(quoted($0.value))'" }
            .joined(separator: " ")
    }

    /// A text from libpq with the password, should it stand there, taken out.
    func withoutPassword(_ message: String) -> String {
        guard let password = options["password"], !password.isEmpty else { return message }
        return message.split(separator: password, omittingEmptySubsequences: false)
            .joined(separator: "•••")
    }

    private static func quoted(_ value: String) -> String {
        var text = ""
        for character in value {
            if character == "'" || character == "\\" { text.append("\\") }
            text.append(character)
        }
        return text
    }
}

extension ConnectionURI: CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    package var description: String { redacted }
    package var debugDescription: String { redacted }
    /// Dumps and failed expectations print mirrors: this one holds no password.
    package var customMirror: Mirror { Mirror(self, children: ["redacted": redacted]) }
}

extension ConnectionURI {
    private static func unreadable() -> Problem {
        Problem(
            .definition, "a database's address cannot be read",
            hint: """
                Write it as postgresql://user:password@host:5432/database, with %40 for @ and \
                %2F for / in a password.
                """)
    }
}
