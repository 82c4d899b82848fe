package import Campaigns

extension CampaignReport {
    /// The report as `report --json` shows it, an object; rates are shares, not percent.
    package func json(currency: String, days: Int) -> JSONValue {
        .object([
            "campaign": .text(campaign), "days": .int(days), "currency": .text(currency),
            "groups": .array(groups.map(\.json)), "uplifts": .array(uplifts.map(\.json)),
        ])
    }
}

extension CampaignReport.Group {
    fileprivate var json: JSONValue {
        .object([
            "group": .text(name), "mails": .int(mails), "unripe": .int(unripe),
            "opened": .int(opened), "clicked": .int(clicked), "unsubscribed": .int(unsubscribed),
            "buyers": .int(buyers), "rate": .double(buying.rate),
            "rate_low": .double(buying.interval.lowerBound),
            "rate_high": .double(buying.interval.upperBound), "orders": .int(orders),
            "revenue": .text(revenue),
        ])
    }
}

extension CampaignReport.Uplift {
    fileprivate var json: JSONValue {
        .object([
            "group": .text(group), "against": .text(against),
            "buyers": buyers?.json ?? .null, "revenue": revenue?.json ?? .null,
        ])
    }
}

extension Interval {
    fileprivate var json: JSONValue {
        .object([
            "difference": .double(value), "low": .double(low), "high": .double(high),
            "may_be_chance": .boolean(mayBeChance),
        ])
    }
}
