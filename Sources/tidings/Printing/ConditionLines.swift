import Audiences
import Foundation
import Running

/// A condition's tree, a line for each node: whether it holds, what the customer has, where that
/// came from.
struct ConditionLines {
    static let yes = "✓"
    static let no = "✗"
    static let unknown = "?"

    private let explanation: Explanation

    init(_ explanation: Explanation) { self.explanation = explanation }

    func lines(indent: Int) -> [String] {
        let space = String(repeating: " ", count: indent)
        let inner = explanation.parts.flatMap { ConditionLines($0).lines(indent: indent + 2) }
        switch explanation.shape {
        case .all: return ["\(space)\(mark) all of"] + inner
        case .any: return ["\(space)\(mark) one of"] + inner
        case .not: return ["\(space)\(mark) not"] + inner
        case .condition:
            let has = Self.has(explanation)
            return ["\(space)\(mark) \(explanation.text)\(has.isEmpty ? "" : "   \(has)")"]
                + Self.sources(of: explanation, indent: indent + 4) + inner
        }
    }

    /// The values alone, and where they came from, without a verdict.
    static func values(of explanation: Explanation, indent: Int) -> [String] {
        let space = String(repeating: " ", count: indent)
        return explanation.values.map { "\(space)\($0.name) is \($0.value ?? "unknown")" }
            + sources(of: explanation, indent: indent + 4)
    }

    /// Without decimals that say nothing.
    static func number(_ number: Double) -> String {
        number == number.rounded() ? String(Int(number)) : String(number)
    }

    private var mark: String {
        switch explanation.truth {
        case .yes: Self.yes
        case .no: Self.no
        case .unknown: Self.unknown
        }
    }

    /// What the customer has; further values by their names.
    private static func has(_ explanation: Explanation) -> String {
        explanation.values.enumerated().map { index, named in
            let value = named.value ?? "unknown"
            guard index == 0 else { return "\(named.name) is \(value)" }
            return value.hasPrefix("since ") ? value : "is \(value)"
        }.joined(separator: ", ")
    }

    private static func sources(of explanation: Explanation, indent: Int) -> [String] {
        let space = String(repeating: " ", count: indent)
        let rest = explanation.sourceCount - explanation.sources.count
        return explanation.sources.map { space + text(of: $0) }
            + (rest > 0 ? ["\(space)… and \(rest.grouped) more"] : [])
    }

    private static func text(of source: Explanation.Source) -> String {
        guard let feed = source.feed else { return source.what }
        let place = source.file.map { "\($0) line" } ?? "row"
        let line = source.line.map { ", \(place) \($0)" } ?? ""
        let run = source.run.map { ", run \($0)" } ?? ""
        return "\(source.what): feed \(feed)\(line)\(run)"
    }
}
