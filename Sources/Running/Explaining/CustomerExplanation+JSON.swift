import Audiences
import Campaigns
import Definitions
package import Foundation

extension CustomerExplanation {
    /// The object of `explain --json`, with instants in the workspace's zone.
    package func json(in zone: TimeZone) -> JSONValue {
        .object([
            "customer": .text(customer), "as_of": .instant(asOf, in: zone),
            "segments": .array(segments.map(\.json)),
            "tiers": .array(tiers.map { $0.json(in: zone) }),
            "campaigns": .array(campaigns.map { $0.json(in: zone) }),
            "messages": .array(messages),
        ])
    }
}

extension CustomerExplanation.SegmentExplanation {
    fileprivate var json: JSONValue {
        .object([
            "segment": .text(segment), "member": isMember.map { .boolean($0) } ?? .null,
            "condition": condition.json,
        ])
    }
}

extension Explanation {
    fileprivate var json: JSONValue {
        .object([
            "condition": .text(text), "kind": .text(shape.rawValue),
            "truth": .text(truth.rawValue),
            "values": .object(
                values.map { JSONValue.Member(name: $0.name, value: .text($0.value)) }),
            "rows": .int(sourceCount), "sources": .array(sources.map(\.json)),
            "parts": .array(parts.map(\.json)),
        ])
    }
}

extension Explanation.Source {
    fileprivate var json: JSONValue {
        .object([
            "what": .text(what), "feed": .text(feed), "file": .text(file), "line": .int(line),
            "run": .int(run),
        ])
    }
}

extension TierExplanation {
    fileprivate func json(in zone: TimeZone) -> JSONValue {
        .object([
            "programme": .text(programme), "tier": .text(level?.tier),
            "since": .instant(level?.since, in: zone), "because": .text(level?.reason),
            "before": .text(level?.before), "amount": .text(level?.amount),
            "run": .int(level?.run), "earned": .text(earned),
            "earned_on": .text(level?.earnedOn), "kept_until": .text(level?.keptUntil),
            "ends_on": .text(level?.endsOn), "next": .text(next?.tier),
            "override": level?.override.map { override in
                .object([
                    "tier": .text(override.tier), "until": .text(override.until),
                    "reason": .text(override.reason),
                ])
            } ?? .null,
            "metric": metric.json,
        ])
    }
}

extension CampaignExplanation {
    fileprivate func json(in zone: TimeZone) -> JSONValue {
        .object([
            "campaign": .text(campaign), "topic": .text(topic), "trigger": trigger.json,
            "audience": audience?.json ?? .null, "refusal": .text(refusal),
            "caps": .array(
                caps.map { cap in
                    .object([
                        "cap": .text(cap.name), "at_most": .int(cap.atMost),
                        "used": .int(cap.used), "latest": .instant(cap.latest, in: zone),
                    ])
                }),
        ])
    }
}
