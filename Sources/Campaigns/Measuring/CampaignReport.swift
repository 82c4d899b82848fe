package import Foundation
package import Postgres

/// What a campaign's mail did: its groups, and the difference to those who were left out.
package struct CampaignReport: Sendable {
    /// The mails of one variant, all mails, or those that were held back.
    package struct Group: Sendable {
        /// A variant's name, `mail`, `holdout` or `control`.
        package var name: String
        /// Mails whose days are over, or would have been.
        package var mails: Int
        /// Mails whose days are not over yet; they count nowhere else.
        package var unripe: Int
        package var opened: Int
        package var clicked: Int
        package var unsubscribed: Int
        /// Of the mails, those whose customer ordered within the days.
        package var buyers: Int
        package var orders: Int
        /// A decimal number in the workspace's currency.
        package var revenue: String
        /// Revenue a mail.
        package var mean: Mean

        /// Whether it was held back to measure the others by.
        package var isHeldBack: Bool { name == "holdout" || name == "control" }

        package var buying: Proportion { Proportion(buyers, of: mails) }
    }

    /// What a group has more than those who were held back.
    package struct Uplift: Sendable {
        package var group: String
        /// `holdout`, or `control` where there is none.
        package var against: String
        /// The rate of buyers, as a share.
        package var buyers: Interval?
        /// Revenue a mail.
        package var revenue: Interval?
    }

    package var campaign: String
    package var groups: [Group]

    /// One for each group that was mailed; none when nobody was held back.
    package var uplifts: [Uplift] {
        let against =
            groups.first { $0.name == "holdout" && $0.mails > 0 }
            ?? groups.first { $0.name == "control" && $0.mails > 0 }
        guard let against else { return [] }
        return groups.filter { !$0.isHeldBack && $0.mails > 0 }.map { group in
            Uplift(
                group: group.name, against: against.name,
                buyers: group.buying.difference(from: against.buying),
                revenue: group.mean.difference(from: against.mean))
        }
    }

    /// What every mail is followed for, and which mails.
    package struct Question: Sendable {
        /// nil means each.
        package var campaign: String?
        package var days: Int
        package var now: Date
        package var since: Date
        package var currency: String

        package init(campaign: String?, days: Int, now: Date, since: Date, currency: String) {
            self.campaign = campaign
            self.days = days
            self.now = now
            self.since = since
            self.currency = currency
        }
    }

    /// The reports of campaigns, by name.
    package static func read(
        _ question: Question, on connection: Connection
    ) async throws -> [CampaignReport] {
        let rows = try await connection.execute(
            .reportGroups,
            [
                .text(question.campaign), .int(question.days), .instant(question.now),
                .instant(question.since), .text(question.currency),
            ])
        var reports: [CampaignReport] = []
        for row in rows {
            let campaign = try row.text("campaign")
            if reports.last?.campaign != campaign {
                reports.append(CampaignReport(campaign: campaign, groups: []))
            }
            reports[reports.count - 1].groups.append(try Group(row))
        }
        return reports
    }
}

extension CampaignReport.Group {
    fileprivate init(_ row: Row) throws {
        name = try row.text("part")
        mails = try row.int("mails")
        unripe = try row.int("unripe")
        opened = try row.int("opened")
        clicked = try row.int("clicked")
        unsubscribed = try row.int("unsubscribed")
        buyers = try row.int("buyers")
        orders = try row.int("orders")
        revenue = try row.text("revenue")
        mean = Mean(
            count: mails, value: try row.double("mean"), variance: try row.double("variance"))
    }
}
