package import Audiences
package import Definitions
package import Foundation
package import Postgres

/// Why a campaign mails a customer, or not: what its trigger and audience see, consent and caps.
package struct CampaignExplanation: Sendable {
    package var campaign: String
    package var topic: String
    /// What the trigger looks at.
    package var trigger: Explanation
    /// nil means everyone whom the trigger names.
    package var audience: Explanation?
    /// Why the customer may not be mailed about the topic, a word of the ledger's reasons.
    package var refusal: String?
    package var caps: [CapUse]

    /// How much of a cap is used now.
    package struct CapUse: Sendable {
        package var name: String
        package var atMost: Int
        package var used: Int
        /// Of the messages that count, when the last one did or will.
        package var latest: Date?
    }
}

/// Explains campaigns of one customer.
package struct CampaignExplainer: Sendable {
    private let workspace: Workspace
    private let explainer: Explainer
    private let now: Date

    package init(_ workspace: Workspace, _ explainer: Explainer, now: Date) {
        self.workspace = workspace
        self.explainer = explainer
        self.now = now
    }

    /// Works in the transaction that ``Explainer/begin(_:_:)`` works in.
    package func explain(
        _ campaign: Campaign, of customer: String, _ connection: Connection
    ) async throws -> CampaignExplanation {
        var audience: Explanation?
        if let expression = campaign.audience {
            audience = try await explainer.explain(expression, connection)
        }
        return CampaignExplanation(
            campaign: campaign.name, topic: campaign.topic,
            trigger: try await explainer.explain(campaign.question, connection),
            audience: audience, refusal: try await refusal(of: customer, campaign, connection),
            caps: try await caps(of: customer, campaign, connection))
    }

    /// Asks what planning passes ask.
    private func refusal(
        of customer: String, _ campaign: Campaign, _ connection: Connection
    ) async throws -> String? {
        var isRequest = false
        if case .restock = campaign.trigger { isRequest = true }
        try await connection.execute(.candidateTable)
        try await connection.execute(
            .explainCandidate,
            [
                .text(customer), .text(campaign.name), .text(campaign.topic), .boolean(isRequest),
            ])
        try await Eligibility(workspace: workspace).suppress(on: connection)
        let reason = try await connection.execute(.explainReason).first?.textOrNil("reason")
        try await connection.run(
            script: Statement(name: "explain_reason", sql: "DROP TABLE pg_temp.candidate"))
        return reason
    }

    private func caps(
        of customer: String, _ campaign: Campaign, _ connection: Connection
    ) async throws -> [CampaignExplanation.CapUse] {
        let caps = workspace.caps.filter { $0.topics?.contains(campaign.topic) ?? true }
        let rows = try await connection.execute(
            .explainCaps,
            [
                .text(customer), .json(caps.json), .instant(now),
                .text(workspace.timezone.identifier),
            ])
        return try rows.map { row in
            CampaignExplanation.CapUse(
                name: try row.text("name"), atMost: try row.int("at_most"),
                used: try row.int("used"), latest: try row.instantOrNil("latest"))
        }
    }
}

extension Campaign {
    /// What the trigger looks at, as a condition of the customer.
    fileprivate var question: CheckedExpression {
        let condition: Condition
        switch trigger {
        case .birthday: condition = .known(.birthday)
        case .newProducts: condition = .number(.orders(.items, OrderScope()), .compare(.greater, 0))
        case .restock: condition = .number(.waiting(WaitingScope()), .compare(.greater, 0))
        case .segment(.leaves, let segment): condition = .past(.leftSegment(segment), .ever)
        case .segment(_, let segment): condition = .inSegment(segment)
        case .order: condition = .known(.moment(.lastOrder))
        case .once: condition = .known(.text(.customer(.email)))
        case .confirm: condition = .answer(.consent(topic: topic))
        case .tier(_, let programme): condition = .known(.text(.tier(programme: programme)))
        }
        return CheckedExpression(text: "\(condition)", tree: .condition(condition))
    }
}
