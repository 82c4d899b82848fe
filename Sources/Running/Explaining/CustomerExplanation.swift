package import Audiences
package import Campaigns
package import Definitions
package import Foundation
package import Postgres
import Problems

/// What is known of one customer and why: segments, tiers and campaigns.
package struct CustomerExplanation: Sendable {
    package var customer: String
    package var asOf: Date
    package var segments: [SegmentExplanation]
    package var tiers: [TierExplanation]
    package var campaigns: [CampaignExplanation]
    /// As ``Listings/messages(_:)``, the latest first.
    package var messages: [JSONValue]

    /// A segment's condition, and whether the customer was in it when it was last evaluated.
    package struct SegmentExplanation: Sendable {
        package var segment: String
        /// nil when the definition is new or was edited since, or never evaluated.
        package var isMember: Bool?
        package var condition: Explanation
    }
}

/// What `tidings explain` is asked for.
package struct ExplainOptions: Sendable {
    package var customer: String
    /// One segment alone.
    package var segment: Segment?
    /// One campaign alone.
    package var campaign: Campaign?
    /// What windows are relative to.
    package var asOf: Date
    package var now: Date
    /// How many rows are told of behind an amount, and how many messages.
    package var limit: Int

    package init(
        customer: String, segment: Segment? = nil, campaign: Campaign? = nil, asOf: Date,
        now: Date, limit: Int = 3
    ) {
        self.customer = customer
        self.segment = segment
        self.campaign = campaign
        self.asOf = asOf
        self.now = now
        self.limit = limit
    }
}

extension CustomerExplanation {
    /// Explains a customer of a workspace: one segment or campaign, or else all segments and tiers.
    /// Writes nothing.
    package static func explain(
        _ options: ExplainOptions, in workspace: Workspace, on connection: Connection
    ) async throws -> CustomerExplanation {
        try await connection.begin()
        do {
            let explanation = try await gather(options, in: workspace, on: connection)
            await connection.rollback()
            return explanation
        } catch {
            await connection.rollback()
            throw error
        }
    }

    private static func gather(
        _ options: ExplainOptions, in workspace: Workspace, on connection: Connection
    ) async throws -> CustomerExplanation {
        let segments = workspace.jobs.flatMap(\.segments)
        let explainer = Explainer(
            timezone: workspace.timezone, currency: workspace.currency, asOf: options.asOf,
            segments: segments, limit: options.limit)
        try await explainer.begin(options.customer, connection)
        let isAboutAll = options.segment == nil && options.campaign == nil
        var explanation = CustomerExplanation(
            customer: options.customer, asOf: options.asOf, segments: [], tiers: [],
            campaigns: [], messages: [])
        let asked = options.segment.map { [$0] } ?? (isAboutAll ? segments : [])
        for segment in asked.sorted(by: { $0.name < $1.name }) {
            explanation.segments.append(
                SegmentExplanation(
                    segment: segment.name,
                    isMember: try await SegmentEvaluation.isMember(
                        options.customer, of: segment, connection),
                    condition: try await explainer.explain(segment.expression, connection)))
        }
        for programme in workspace.jobs.flatMap(\.programmes) where isAboutAll {
            explanation.tiers.append(
                try await explainer.explain(programme, of: options.customer, connection))
        }
        if let campaign = options.campaign {
            explanation.campaigns.append(
                try await CampaignExplainer(workspace, explainer, now: options.now)
                    .explain(campaign, of: options.customer, connection))
        }
        if options.segment == nil {
            explanation.messages = try await Listings(connection, in: workspace.timezone)
                .messages(
                    Listings.MessageFilter(
                        campaign: options.campaign?.name, customer: options.customer,
                        limit: options.limit))
        }
        return explanation
    }
}
