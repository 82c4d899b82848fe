package import Problems
internal import Transfer

/// A mail address with the name that stands before it.
///
/// Stricter than RFC 5322, as a mailing job must be: `local@domain` with a dot-atom for a local
/// part and a domain of two labels or more. No comments, quoted local parts, address literals,
/// or single-label hosts; letters beyond ASCII are welcome on both sides (RFC 6531, RFC 5890).
package struct MailAddress: Hashable, Sendable {
    /// The name, as `Lantern Books`; nil without one.
    package var name: String?
    /// What stands before the `@`, as it was written: only its host knows whether case counts.
    package let local: String
    /// What stands after the `@` in ASCII and lower case (`xn--…` for international names).
    package let domain: String

    /// Reads `anna@reader.example`, `Anna <anna@reader.example>` or `"Lee, Anna" <…>`.
    ///
    /// - Throws: a problem that says what is wrong and never shows the address.
    package init(_ text: String) throws(Problem) {
        do throws(Fault) {
            try self.init(checking: text)
        } catch {
            throw error.problem
        }
    }

    /// Reads an address, or says which rule it breaks.
    package init(checking text: String) throws(Fault) {
        guard text.unicodeScalars.allSatisfy({ !Self.isControl($0) }) else {
            throw .controlCharacter
        }
        let trimmed = text.drop { $0 == " " }.trimmingEnd { $0 == " " }
        guard trimmed.last == ">" else {
            try self.init(name: nil, address: trimmed)
            return
        }
        guard let open = trimmed.lastIndex(of: "<") else { throw .angleBracket }
        let address = trimmed[trimmed.index(after: open)...].dropLast()
        try self.init(name: try Self.name(in: trimmed[..<open]), address: address)
    }

    private init(name: String?, address: Substring) throws(Fault) {
        guard !address.contains(where: { $0 == "<" || $0 == ">" }) else { throw .angleBracket }
        guard let at = address.lastIndex(of: "@") else { throw .noAt }
        let local = address[..<at]
        try Self.check(local: local)
        domain = try Self.checked(domain: address[address.index(after: at)...])
        self.local = String(local)
        self.name = name
        guard self.local.utf8.count + domain.utf8.count < 254 else { throw .tooLong }
    }

    /// `anna@reader.example`, for the envelope.
    package var address: String { "\(local)@\(domain)" }

    /// The same for addresses that mean the same mailbox to all but the oddest hosts.
    package var key: String { address.lowercased() }

    private static func check(local: Substring) throws(Fault) {
        guard !local.isEmpty, local.utf8.count <= 64 else { throw .localLength }
        guard !local.hasPrefix("."), !local.hasSuffix("."), !local.contains("..") else {
            throw .localDots
        }
        guard local.unicodeScalars.allSatisfy(isAtom) else { throw .localCharacter }
    }

    private static func checked(domain: Substring) throws(Fault) -> String {
        guard let ascii = HostName.ascii(String(domain)) else { throw .domain }
        let labels = ascii.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2 else { throw .singleLabel }
        let areFine = labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
        }
        guard areFine, ascii.utf8.count <= 253 else { throw .domain }
        guard labels.last?.contains(where: \.isLetter) == true else { throw .domain }
        return ascii
    }

    /// A name with or without quotes; nil when there is none.
    private static func name(in text: Substring) throws(Fault) -> String? {
        let trimmed = text.trimmingEnd { $0 == " " }
        guard trimmed.first == "\"" else {
            // A name with an @ passes for an address: a list of two, or somebody else's.
            guard !trimmed.contains(where: { "\"<>@".contains($0) }) else { throw .name }
            return trimmed.isEmpty ? nil : String(trimmed)
        }
        var name = ""
        var isEscaped = false
        var rest = trimmed.dropFirst()
        while let character = rest.popFirst() {
            if isEscaped {
                name.append(character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                guard rest.isEmpty else { throw .name }
                return name.isEmpty ? nil : name
            } else {
                name.append(character)
            }
        }
        throw .name
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
        return scalar.properties.generalCategory == .control
            || scalar.value == 0x2028 || scalar.value == 0x2029
    }

    /// RFC 5322's atext, a dot, or a visible character beyond ASCII.
    private static func isAtom(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            return scalar.isASCIILetterOrDigit
                || ".!#$%&'*+-/=?^_`{|}~".unicodeScalars.contains(scalar)
        }
        switch scalar.properties.generalCategory {
        case .control, .format, .unassigned, .privateUse, .surrogate, .spaceSeparator,
            .lineSeparator, .paragraphSeparator:
            return false
        default: return true
        }
    }
}

extension MailAddress {
    /// The rule that an address breaks.
    package enum Fault: Error, Hashable, Sendable, CaseIterable {
        case controlCharacter, angleBracket, name, noAt, localLength, localDots, localCharacter
        case domain, singleLabel, tooLong

        /// `has no @`: what follows "the address".
        package var text: String {
            switch self {
            case .controlCharacter: "holds a line break or another control character"
            case .angleBracket: "has an angle bracket without its partner"
            case .name: "has a name that cannot be read"
            case .noAt: "has no @"
            case .localLength: "has nothing before the @, or more than 64 bytes"
            case .localDots: "has a dot first, last or twice before the @"
            case .localCharacter: "holds a character that mail does not allow before the @"
            case .domain: "has no valid host name after the @"
            case .singleLabel: "has a host without a dot after the @"
            case .tooLong: "is longer than 254 bytes"
            }
        }

        var problem: Problem {
            Problem(
                .definition, "the address \(text)",
                hint: "Write it as anna@reader.example or Anna Lee <anna@reader.example>.")
        }
    }
}

extension Unicode.Scalar {
    /// Asked of each character of each message: Unicode's tables would take longer.
    var isASCIILetterOrDigit: Bool {
        switch self {
        case "a"..."z", "A"..."Z", "0"..."9": true
        default: false
        }
    }
}

extension Substring {
    fileprivate func trimmingEnd(while isUnwanted: (Character) -> Bool) -> Substring {
        var text = self
        while let last = text.last, isUnwanted(last) { text.removeLast() }
        return text
    }
}
