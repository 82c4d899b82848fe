import Foundation

extension DKIMSettings {
    /// Reads an entry of `dkim:`. What the file holds is looked at when mail is sent.
    static func read(_ value: YAMLValue, root: URL) -> DKIMSettings? {
        value.mapping { keys in
            let domain = keys.required("domain", "domain: lantern.example").dnsName()
            let selector = keys.required("selector", "selector: tidings").dnsName()
            let key = keys.required("key", "key: ${DKIM_KEY_FILE}").path(in: root)
            guard let domain, let selector, let key else { return nil }
            return DKIMSettings(domain: domain, selector: selector, keyFile: key)
        }
    }
}

extension BounceSettings {
    /// Reads `bounces:`.
    static func read(_ value: YAMLValue, root: URL) -> BounceSettings? {
        value.mapping { keys in
            let address = keys.optional("address").plainAddress()
            let from = keys.optional("from")
            let text = from.textUnlessEmpty()
            guard let text else { return BounceSettings(address: address) }
            guard text.contains("://") else {
                return BounceSettings(
                    address: address, source: from.path(in: root).map { .path($0) })
            }
            guard let url = URL(string: text), url.scheme == "imap" || url.scheme == "imaps",
                url.host() != nil, url.path().count > 1
            else {
                from.fault(.notABounceSource)
                return nil
            }
            return BounceSettings(address: address, source: .imap(text))
        }
    }
}

extension YAMLValue {
    /// A name of the DNS: letters, digits, hyphens and dots.
    fileprivate func dnsName() -> String? {
        guard let text = text()?.lowercased() else { return nil }
        let isName =
            !text.hasPrefix(".") && !text.hasSuffix(".")
            && text.unicodeScalars.allSatisfy {
                $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0))
                    || "-._".unicodeScalars.contains($0)
            }
        guard isName else {
            fault(.notADNSName(key))
            return nil
        }
        return text
    }

    /// `bounce@lantern.example`, to which `+…` can be added.
    fileprivate func plainAddress() -> String? {
        guard let text = mailbox() else { return nil }
        guard let at = text.firstIndex(of: "@"), !text.contains("<"), !text[..<at].contains("+"),
            text[..<at].utf8.count <= 10
        else {
            fault(.notABounceAddress)
            return nil
        }
        return text
    }
}

extension ValueFault {
    fileprivate static func notADNSName(_ key: String) -> Self {
        Self(
            summary: "\"\(key)\" is not a name of the DNS",
            hint: "Write it as in the DNS: letters, digits, hyphens and dots.")
    }

    fileprivate static let notABounceAddress = Self(
        summary: "\"address\" cannot be a return path",
        hint: """
            Write an address alone, with at most 10 letters before the @ and no +, as \
            bounce@lantern.example: each mail adds +… to it.
            """)

    fileprivate static let notABounceSource = Self(
        summary: "\"from\" is neither a path nor the URL of a mail folder",
        hint: """
            Write a Maildir or an mbox file, or imaps://user:password@host/INBOX, best as ${NAME} \
            from the environment.
            """)
}
