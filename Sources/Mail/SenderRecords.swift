package import Problems

/// What a sender's domain says in the domain name system: who may send for it (SPF), whose
/// signatures are its own (DKIM), and what is done with the others (DMARC).
///
/// Mailbox providers turn away or sort out mail of domains that say nothing.
package struct SenderRecords: Sendable {
    /// RFC 7208: exactly one record, which does not let everybody send.
    package static func checkSPF(_ texts: [String], of domain: String) throws(Problem) -> String {
        let records = texts.filter { $0 == "v=spf1" || $0.hasPrefix("v=spf1 ") }
        guard let record = records.first else { throw noSPF(domain) }
        guard records.count == 1 else { throw severalSPF(domain, records.count) }
        guard !record.split(separator: " ").contains(where: { $0 == "+all" || $0 == "all" }) else {
            throw openSPF(domain)
        }
        return record
    }

    /// RFC 7489: one record at `_dmarc` with a policy.
    package static func checkDMARC(_ texts: [String], of domain: String) throws(Problem) -> String {
        let records = texts.filter { tags(of: $0)["v"] == "DMARC1" }
        guard let record = records.first, records.count == 1 else { throw noDMARC(domain) }
        guard let policy = tags(of: record)["p"],
            ["none", "quarantine", "reject"].contains(policy)
        else { throw noPolicy(domain) }
        return "p=\(policy)"
    }

    /// RFC 6376, 3.6.1: the public half of the key that signs.
    ///
    /// - Parameters:
    ///   - name: where the record is, `selector._domainkey.domain`.
    ///   - publicKey: what the record's `p=` must be, base64.
    package static func checkDKIM(
        _ texts: [String], at name: String, publicKey: String
    ) throws(Problem) -> String {
        let records = texts.map(tags).filter {
            $0["p"] != nil && $0["v", default: "DKIM1"] == "DKIM1"
        }
        guard let published = records.first?["p"] else { throw noDKIM(name, publicKey) }
        guard published.filter({ !$0.isWhitespace }) == publicKey else {
            throw otherDKIM(name, publicKey)
        }
        return "the key of \(name) signs"
    }

    /// `tag=value` pairs parted by semicolons, as both write them.
    private static func tags(of text: String) -> [String: String] {
        let pairs = text.split(separator: ";").compactMap { part -> (String, String)? in
            guard let equals = part.firstIndex(of: "=") else { return nil }
            let name = part[..<equals].filter { !$0.isWhitespace }
            let value = part[part.index(after: equals)...]
            return (String(name), value.trimmed)
        }
        return Dictionary(pairs) { first, _ in first }
    }
}

extension Substring {
    fileprivate var trimmed: String {
        let start = drop { $0.isWhitespace }
        return String(start.reversed().drop { $0.isWhitespace }.reversed())
    }
}

extension SenderRecords {
    private static func noSPF(_ domain: String) -> Problem {
        Problem(
            .infrastructure, "\(domain) does not say who may send for it (SPF)",
            hint: "Add a TXT record to \(domain): \"v=spf1 include:YOUR-MAIL-SERVICE ~all\", with"
                + " what your mail service tells you to include.")
    }

    private static func severalSPF(_ domain: String, _ count: Int) -> Problem {
        Problem(
            .infrastructure, "\(domain) has \(count) SPF records, so none of them counts",
            hint: "Put them together into one TXT record that begins with v=spf1.")
    }

    private static func openSPF(_ domain: String) -> Problem {
        Problem(
            .infrastructure, "\(domain) lets everybody send in its name (SPF)",
            hint: "End its v=spf1 record with ~all or -all.")
    }

    private static func noDMARC(_ domain: String) -> Problem {
        Problem(
            .infrastructure,
            "\(domain) does not say what to do with mail that is not its own (DMARC)",
            hint: "Add one TXT record to _dmarc.\(domain): \"v=DMARC1; p=none; rua=mailto:…\".")
    }

    private static func noPolicy(_ domain: String) -> Problem {
        Problem(
            .infrastructure, "the DMARC record of \(domain) has no policy",
            hint: "Write p=none, p=quarantine or p=reject behind v=DMARC1.")
    }

    private static func noDKIM(_ name: String, _ publicKey: String) -> Problem {
        Problem(
            .infrastructure, "\(name) has no key, so nobody can check the mails' signatures",
            hint: "Add a TXT record to \(name): \"v=DKIM1; p=\(publicKey)\".")
    }

    private static func otherDKIM(_ name: String, _ publicKey: String) -> Problem {
        Problem(
            .infrastructure, "\(name) has the key of another signature than the mails'",
            hint: "Its record must say p=\(publicKey), or the settings name another key or"
                + " selector.")
    }
}
