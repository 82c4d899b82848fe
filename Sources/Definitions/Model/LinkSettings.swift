/// What links in mails carry and lead through.
package struct LinkSettings: Sendable, Equatable {
    package enum Tracking: String, Sendable, CaseIterable { case clicks, opens }

    /// The host of unsubscribe, preference and click links; nil means that there are none.
    package var publicURL: String?
    /// Secrets: the first signs, all of them are known when a link comes back. Defaults to none.
    package var signingKeys: [String]
    /// What is recorded when it comes back, if links are signed. Defaults to clicks alone.
    package var tracks: Set<Tracking>
    /// What is added to links for web statistics; nil means nothing.
    package var utm: UTM?

    package init(
        publicURL: String? = nil, signingKeys: [String] = [], tracks: Set<Tracking> = [.clicks],
        utm: UTM? = nil
    ) {
        self.publicURL = publicURL
        self.signingKeys = signingKeys
        self.tracks = tracks
        self.utm = utm
    }
}

/// The parameters by which web statistics tell where a visit comes from (`utm_source` and so on).
package struct UTM: Sendable, Equatable {
    package var source: String?
    /// Defaults to `email`.
    package var medium: String?
    /// Defaults to the campaign's name.
    package var campaign: String?
    package var term: String?
    package var content: String?

    package init(
        source: String? = nil, medium: String? = nil, campaign: String? = nil,
        term: String? = nil, content: String? = nil
    ) {
        self.source = source
        self.medium = medium
        self.campaign = campaign
        self.term = term
        self.content = content
    }

    /// These, and another's where these say nothing.
    package func filled(from other: UTM?) -> UTM {
        UTM(
            source: source ?? other?.source, medium: medium ?? other?.medium,
            campaign: campaign ?? other?.campaign, term: term ?? other?.term,
            content: content ?? other?.content)
    }

    /// `utm_source=…` and so on, in a fixed order, without what is not set.
    package func parameters(campaign name: String) -> [(name: String, value: String)] {
        [
            ("utm_source", source), ("utm_medium", medium ?? "email"),
            ("utm_campaign", campaign ?? name), ("utm_term", term), ("utm_content", content),
        ].compactMap { name, value in value.map { (name, $0) } }
    }
}

/// What a campaign says of `utm:`.
package enum CampaignUTM: Sendable, Equatable {
    /// The workspace's, with these in the place of some.
    case changed(UTM)
    /// Nothing is added to its links.
    case off
}
