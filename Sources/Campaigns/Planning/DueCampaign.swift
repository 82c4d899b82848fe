package import Definitions
package import Foundation

/// A campaign that a planning pass decides about, and for which run.
package struct DueCampaign: Sendable {
    package var campaign: Campaign
    package var runID: Int
    /// The instant at which the campaign's job is due; decides who.
    package var tick: Date
    /// As of when the audience's windows are counted.
    package var asOf: Date
    /// When the campaign's job is due next; a birthday that begins before then is planned now.
    package var nextTick: Date
    /// The names that the template needs of every customer and has no default for.
    package var requiredNames: [String]

    package init(
        campaign: Campaign, runID: Int, tick: Date, asOf: Date, nextTick: Date,
        requiredNames: [String]
    ) {
        self.campaign = campaign
        self.runID = runID
        self.tick = tick
        self.asOf = asOf
        self.nextTick = nextTick
        self.requiredNames = requiredNames
    }
}

/// What a planning pass decided about one campaign, in customers: audience = planned + suppressed.
package struct CampaignFigures: Sendable, Equatable {
    package var campaign: String
    /// Whom the trigger named, the audience held and no earlier run had decided.
    package var audience = 0
    /// Those of them who get mail, also those whose time is already over.
    package var planned = 0
    /// How many of them a cap or quiet hours put off.
    package var deferred = 0
    /// How many unsent messages of lower priority had to move, or found no other place.
    package var displaced = 0
    /// How many got none, by reason.
    package var suppressed: [String: Int] = [:]
    /// Whom earlier runs had decided already.
    package var decidedBefore = 0
    /// Whether the campaign's guard tripped.
    package var isGuarded = false

    package init(campaign: String) {
        self.campaign = campaign
    }
}
