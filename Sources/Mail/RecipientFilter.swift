package import Problems

/// Who may be mailed at all: `mail.only_to`, so that a staging copy mails nobody else.
package struct RecipientFilter: Sendable {
    private let addresses: Set<String>
    private let domains: Set<String>
    private let allowsAll: Bool

    /// A filter from addresses and whole domains (`@lantern.example`); an empty list allows all.
    ///
    /// - Throws: a problem when an entry is neither, without showing it.
    package init(onlyTo entries: [String]) throws(Problem) {
        var addresses: Set<String> = []
        var domains: Set<String> = []
        for (index, entry) in entries.enumerated() {
            do throws(MailAddress.Fault) {
                // A domain is read as an address of somebody there: the same rules hold.
                let isDomain = entry.hasPrefix("@")
                let address = try MailAddress(checking: isDomain ? "x\(entry)" : entry)
                if isDomain {
                    domains.insert(address.domain)
                } else {
                    addresses.insert(address.key)
                }
            } catch {
                throw Self.notAnEntry(index + 1, error)
            }
        }
        self.addresses = addresses
        self.domains = domains
        allowsAll = entries.isEmpty
    }

    /// Whether an address may be mailed; case does not count.
    package func allows(_ address: MailAddress) -> Bool {
        allowsAll || domains.contains(address.domain) || addresses.contains(address.key)
    }

    private static func notAnEntry(_ number: Int, _ fault: MailAddress.Fault) -> Problem {
        Problem(
            .definition, "entry \(number) of mail.only_to \(fault.text)",
            hint: "Entries are addresses (anna@lantern.example) or domains (\"@lantern.example\").")
    }
}
