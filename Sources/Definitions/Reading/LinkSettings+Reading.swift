import Foundation

extension LinkSettings {
    /// Reads the keys of the workspace that are about links.
    static func read(from keys: YAMLMapping) -> LinkSettings {
        let publicURL = keys.optional("public_url").webURL()
        let keysValue = keys.optional("signing_key")
        let signingKeys = (keysValue.listOrOne() ?? []).compactMap { $0.signingKey() }
        if signingKeys.count > 2 { keysValue.fault(.tooManyKeys(signingKeys.count)) }
        let tracks = keys.optional("track").listOrOne()?.compactMap { $0.oneOf(Tracking.self) }
        return LinkSettings(
            publicURL: publicURL, signingKeys: signingKeys,
            tracks: tracks.map(Set.init) ?? [.clicks], utm: UTM.read(keys.optional("utm")))
    }
}

extension UTM {
    /// Reads the workspace's `utm:`.
    static func read(_ value: YAMLValue) -> UTM? {
        value.mapping { keys in
            var utm = fields(keys)
            utm.source = utm.source ?? keys.required("source", "source: newsletter").text()
            return utm.source == nil ? nil : utm
        }
    }

    fileprivate static func fields(_ keys: YAMLMapping) -> UTM {
        UTM(
            source: keys.optional("source").text(), medium: keys.optional("medium").text(),
            campaign: keys.optional("campaign").text(), term: keys.optional("term").text(),
            content: keys.optional("content").text())
    }
}

extension CampaignUTM {
    /// Reads a campaign's `utm:`: `none`, or some of the workspace's keys.
    static func read(_ value: YAMLValue) -> CampaignUTM? {
        guard value.isPresent else { return nil }
        if value.isScalar {
            if value.scalar()?.text == "none" { return .off }
            value.fault(.notUTM)
            return nil
        }
        return value.mapping { .changed(UTM.fields($0)) }
    }
}

extension YAMLValue {
    /// The address of a web site, without a slash at its end.
    fileprivate func webURL() -> String? {
        guard let scalar = scalar("a web address") else { return nil }
        guard let url = URL(string: scalar.text), let host = url.host(), !host.isEmpty,
            url.scheme == "https" || url.scheme == "http"
        else {
            fault(.notAWebURL(key))
            return nil
        }
        return scalar.text.hasSuffix("/") ? String(scalar.text.dropLast()) : scalar.text
    }

    /// A secret that is long enough not to be guessed; an empty one is none.
    fileprivate func signingKey() -> String? {
        guard let text = textUnlessEmpty() else { return nil }
        guard text.utf8.count >= 32 else {
            fault(.shortKey)
            return nil
        }
        return text
    }
}

extension ValueFault {
    fileprivate static func notAWebURL(_ key: String) -> Self {
        Self(
            summary: "\"\(key)\" is not a web address",
            hint: "Write it with its scheme, as https://mail.lantern.example.")
    }

    fileprivate static let shortKey = Self(
        summary: "a signing key is shorter than 32 characters",
        hint: """
            Make one with `openssl rand -base64 32`, and give it as ${TIDINGS_SIGNING_KEY} from \
            the environment.
            """)

    fileprivate static func tooManyKeys(_ count: Int) -> Self {
        Self(
            summary: "there are \(count) signing keys",
            hint: "Write one, or two while keys are changed: the new one first, then the old one.")
    }

    fileprivate static let notUTM = Self(
        summary: "\"utm\" must be none, or hold keys and values",
        hint: "Write \"utm: {content: …}\" to change some, or \"utm: none\" to add nothing.")
}
