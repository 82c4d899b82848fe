import Definitions
import Foundation

extension Workspace {
    /// A tier as templates show it, with what it is good for by its definition.
    func tierValue(_ tier: String, _ format: LocaleFormat) -> TemplateValue {
        let programmes = jobs.flatMap(\.programmes).lazy
        guard let programme = programmes.first(where: { $0.level(tier) != nil }),
            let number = programme.levels.firstIndex(where: { $0.tier == tier })
        else { return .text(tier) }
        let level = programme.levels[number]
        var names: [String: TemplateValue] = [:]
        if level.discountPercent > 0 {
            names["discount"] = .text(format.percent(Decimal(level.discountPercent)))
        }
        if let pool = level.vouchers { names["vouchers"] = .text(pool) }
        names["priority"] = .text("\(programme.priorities[number])")
        let attributes = level.attributes.compactMapValues(\.shown)
        names["attributes"] = .group(attributes.mapValues(TemplateValue.text))
        return .titled(tier, names)
    }

    /// What each tier has of some names that begin with `tier.`, as
    /// `{"gold": {"tier.discount": "10%"}}`.
    func tierValues(_ names: [String]) -> [String: [String: String]] {
        let format = LocaleFormat.of(locale)
        let tiers = jobs.flatMap(\.programmes).flatMap(\.levels).map { level in
            let tier = TemplateValue.group(["tier": tierValue(level.tier, format)])
            let values = names.compactMap { name in tier.shown(name).map { (name, $0) } }
            return (level.tier, Dictionary(values, uniquingKeysWith: { first, _ in first }))
        }
        return Dictionary(tiers, uniquingKeysWith: { first, _ in first })
    }
}

extension TemplateValue {
    /// The text at a path, as `tier.discount`; nil where there is none.
    fileprivate func shown(_ path: String) -> String? {
        var value: TemplateValue? = self
        for name in path.split(separator: ".") { value = value?.child(String(name)) }
        guard case .text(let text) = value else { return nil }
        return text
    }
}

extension TierAttribute {
    /// What a mail shows of it; nil of `false`, so that a section over it shows nothing.
    fileprivate var shown: String? {
        switch self {
        case .text(let text), .number(let text): text
        case .flag(let isSet): isSet ? "true" : nil
        }
    }
}
