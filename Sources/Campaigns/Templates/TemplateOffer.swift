package import Definitions

/// The names that a campaign offers to its template, as a tree.
package struct TemplateOffer: Sendable {
    /// What a name stands for.
    package indirect enum Kind: Sendable, Equatable {
        /// A value, or nothing.
        case text
        /// Further names below this one.
        case group([String: Kind])
        /// A value, or nothing, with further names below it.
        case titled([String: Kind])
        /// Any further name below this one, a value each: attributes are named by the shop.
        case anything
        /// Several items of the same names; a section repeats for each.
        case list([String: Kind])
    }

    /// By name.
    package var names: [String: Kind]

    package init(_ names: [String: Kind]) {
        self.names = names
    }

    /// What campaigns with a trigger offer.
    ///
    /// All of them: the customer, the tier, the workspace, and the links that the law asks for.
    /// Product mail has `products`; mail about a segment has `segment`, about an order `order`.
    package init(for trigger: Trigger) {
        names = Self.everywhere
        switch trigger {
        case .newProducts, .restock: names["products"] = .list(Self.product)
        case .order:
            names["products"] = .list(Self.product)
            names["order"] = .group(["id": .text, "placed_on": .text])
        case .segment: names["segment"] = .text
        case .confirm: names["confirm_url"] = .text
        case .birthday, .once, .tier: break
        }
    }

    /// What a campaign offers: as its trigger does, and a `voucher` if it gives some away.
    package init(for campaign: Campaign) {
        self.init(for: campaign.trigger)
        guard campaign.vouchers != nil else { return }
        names["voucher"] = .group(["code": .text, "value": .text, "valid_until": .text])
    }

    private static let everywhere: [String: Kind] = [
        "customer": .group([
            "first_name": .text, "last_name": .text, "title": .text, "city": .text,
            "region": .text, "country": .text, "locale": .text, "phone": .text,
            "joined_on": .text, "attributes": .anything,
        ]),
        "tier": .titled([
            "discount": .text, "vouchers": .text, "priority": .text, "attributes": .anything,
        ]),
        "workspace": .group(["name": .text]),
        "postal_address": .text,
        "unsubscribe_url": .text,
        "preferences_url": .text,
    ]

    private static let product: [String: Kind] = [
        "id": .text, "title": .text, "url": .text, "image_url": .text, "price": .text,
        "currency": .text, "brand": .text, "author": .text, "publisher": .text,
        "number": .text, "is_first": .text, "is_last": .text, "is_even": .text,
    ]
}
