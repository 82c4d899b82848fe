import Foundation

extension TemplateFilter {
    /// The value after the filters; nil when there is nothing to show. What a filter cannot read (a
    /// text where it wants a number) it leaves as it is.
    static func apply(
        _ filters: [TemplateFilter], to value: TemplateValue?, _ style: RenderStyle
    ) -> TemplateValue? {
        var value = value
        for filter in filters { value = filter.applied(to: value, style) }
        return value
    }

    private func applied(to value: TemplateValue?, _ style: RenderStyle) -> TemplateValue? {
        switch name {
        case "default":
            if let value, !value.isEmpty { return value }
            return argument.map { .text($0) }
        case "count":
            switch value {
            case .list(let items): return .text("\(items.count)")
            case .text(let text), .titled(let text, _): return .text("\(text.count)")
            case .group, nil: return .text("0")
            }
        default:
            switch value {
            case .text(let text), .titled(let text, _): return .text(written(text, style))
            case .group, .list, nil: return value
            }
        }
    }

    private func written(_ text: String, _ style: RenderStyle) -> String {
        switch name {
        case "lower": return text.lowercased(with: style.format.locale)
        case "upper": return text.uppercased(with: style.format.locale)
        case "truncate":
            let count = argument.flatMap { Int($0) } ?? text.count
            return text.count > count ? "\(text.prefix(max(0, count - 1)))…" : text
        case "date":
            let day = argument.flatMap { DateStyle(rawValue: $0) } ?? .long
            return style.format.date(text, day) ?? text
        case "money":
            return Self.number(text).map {
                style.format.money($0, currency: argument ?? style.currency)
            } ?? text
        case "number": return Self.number(text).map { style.format.number($0) } ?? text
        case "percent": return Self.number(text).map { style.format.percent($0) } ?? text
        case "plural":
            guard let number = Self.number(text), let last = forms.last else { return text }
            let form = style.format.plurals.form(of: number)
            return forms.indices.contains(form) ? forms[form] : last
        default: return text
        }
    }

    /// A number as data has it, with a point before its decimals.
    private static func number(_ text: String) -> Decimal? {
        guard Double(text) != nil, text.allSatisfy({ $0.isNumber || "+-.".contains($0) }) else {
            return nil
        }
        return Decimal(string: text)
    }
}
