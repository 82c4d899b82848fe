import Definitions
import Foundation

extension Workspace {
    /// A tier as templates show it, with what it is good for by its definition.
    func tierValue(_ tier: String) -> TemplateValue {
        let level = jobs.flatMap(\.programmes).lazy.compactMap { $0.level(tier) }.first
        guard let level else { return .text(tier) }
        var names: [String: TemplateValue] = [:]
        if level.discountPercent > 0 { names["discount"] = .text(percent(level.discountPercent)) }
        if let pool = level.vouchers { names["vouchers"] = .text(pool) }
        let attributes = level.attributes.compactMapValues(\.shown)
        names["attributes"] = .group(attributes.mapValues(TemplateValue.text))
        return .titled(tier, names)
    }

    /// As the workspace's locale writes it.
    private func percent(_ number: Double) -> String {
        (number / 100).formatted(
            .percent.precision(.fractionLength(0...2)).locale(Locale(identifier: locale)))
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
