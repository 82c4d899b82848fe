import Definitions

/// Splits customers by a hash that is the same everywhere and for ever.
///
/// A customer's part is the first 32 bits of the MD5 of a text and the customer's id, as a number,
/// times 10,000, divided by 2^32 and cut off: 0…9999. A share of 5 % is the parts below 500. The
/// text is `holdout:CAMPAIGN:`, `variant:CAMPAIGN:` or `control:`; a renamed campaign goes by the name
/// in its `was`.
struct CustomerSplit {
    private let campaign: Campaign

    init(_ campaign: Campaign) {
        self.campaign = campaign
    }

    static let controlSalt = "control:"
    var holdoutSalt: String { "holdout:\(name):" }
    var variantSalt: String { "variant:\(name):" }

    private var name: String { campaign.formerName ?? campaign.name }

    /// How many of the 10,000 parts a share has.
    static func parts(_ percent: Double) -> Int { Int((percent * 100).rounded()) }

    /// The variants with the parts that are theirs, for `jsonb_to_recordset`; the last has the rest.
    var variantsJSON: String {
        var from = 0
        return JSONText.of(
            campaign.variants.enumerated().map { index, variant in
                let isLast = index == campaign.variants.count - 1
                let until = isLast ? 10_000 : from + Self.parts(variant.sharePercent)
                defer { from = until }
                return VariantRow(
                    name: variant.name, template: variant.template ?? campaign.template,
                    from: from, until: until)
            })
    }
}

/// A variant as the statement that writes messages reads it.
private struct VariantRow: Encodable {
    var name: String
    var template: String
    var from: Int
    var until: Int
}
