import Crypto
import Definitions

extension FeedLoad {
    /// Stands for the feed's definition: another map or format reads the same bytes anew.
    var fingerprint: String {
        let parts = [
            "\(feed.entity)", feed.source, "\(feed.input)", "\(feed.filters.map(\.signature))",
            "\(feed.map.map(\.signature))", "\(feed.deleteMissing)", "\(feed.lineKey)",
            "\(feed.addLines)",
        ]
        let digest = SHA256.hash(data: Array(parts.joined(separator: "\u{1F}").utf8))
        return digest.prefix(16).hexadecimal
    }
}

extension FieldMap {
    fileprivate var signature: String {
        [
            field, input, prefix ?? "", format ?? "", "\(decimal)", "\(values.sorted(by: <))",
            fallback ?? "", "\(skipMissing) \(createsMissing)", lookup ?? "", "\(isRequired)",
        ].joined(separator: "\u{1E}")
    }
}

extension RowFilter {
    fileprivate var signature: String { "\(input) \(isNegated) \(values)" }
}
