import Foundation
import Postgres

/// A claimed message with all that its template may show.
struct Letter: Sendable {
    var key: MessageKey
    var attempts: Int
    /// Decided at hand-off: it is not sent.
    var fate: MessageFate?
    /// Decided at hand-off: until when quiet hours or a full cap hold it back.
    var waitsUntil: Date?
    var template: String
    /// As it was when the message was planned.
    var topic: String
    /// When it was to leave: its Date, which a second rendering repeats.
    var sendAt: Date
    var email: String?
    /// By field name, as templates say `customer.NAME`.
    var customer: [String: String]
    var attributes: [String: String]
    var tier: String?
    var segment: String?
    var variant: String?
    /// `id` and `placed_on`, of mail about an order.
    var order: [String: String]
    /// `code`, `value` and `valid_until`, of mail that gives one away.
    var voucher: [String: String]
    var products: [ProductValues]

    init(
        key: MessageKey, template: String, topic: String, sendAt: Date, email: String?,
        customer: [String: String], attributes: [String: String], tier: String?,
        segment: String?, order: [String: String], voucher: [String: String],
        products: [ProductValues]
    ) {
        self.key = key
        attempts = 0
        self.template = template
        self.topic = topic
        self.sendAt = sendAt
        self.email = email
        self.customer = customer
        self.attributes = attributes
        self.tier = tier
        self.segment = segment
        self.order = order
        self.voucher = voucher
        self.products = products
    }

    init(
        _ row: Row, key: MessageKey, attempts: Int, products: [String: ProductValues]
    ) throws {
        self.key = key
        self.attempts = attempts
        switch try row.textOrNil("state") {
        case nil: fate = nil
        case "expired": fate = .expired
        default:
            fate = .suppressed(
                reason: try row.textOrNil("reason") ?? "invalid-address",
                detail: try row.textOrNil("detail"))
        }
        waitsUntil = try row.instantOrNil("waits_until")
        template = try row.text("template")
        topic = try row.text("topic")
        sendAt = try row.instant("send_at")
        email = try row.textOrNil("email")
        customer = [:]
        for field in Self.customerFields { customer[field] = try row.textOrNil(field) }
        attributes = Self.texts(inJSON: try row.textOrNil("attributes") ?? "{}")
        tier = try row.textOrNil("moved_tier") ?? row.textOrNil("tier")
        segment = try row.textOrNil("segment")
        variant = try row.textOrNil("variant")
        order = Self.texts(inJSON: try row.textOrNil("order") ?? "{}")
        voucher = Self.texts(inJSON: try row.textOrNil("voucher") ?? "{}")
        self.products = try row.texts("products").compactMap { products[$0] }
    }

    /// The host of the address in small letters; empty when there is none.
    var domain: String {
        guard let email, let at = email.lastIndex(of: "@") else { return "" }
        return email[email.index(after: at)...].lowercased()
    }

    /// The columns of a customer that templates may show.
    static let customerFields = [
        "first_name", "last_name", "title", "city", "region", "country", "locale", "phone",
        "joined_on",
    ]

    /// The text members of a JSON object; PostgreSQL wrote it, so it parses.
    private static func texts(inJSON json: String) -> [String: String] {
        let object = try? JSONSerialization.jsonObject(with: Data(json.utf8))
        return (object as? [String: Any])?.compactMapValues { $0 as? String } ?? [:]
    }
}

/// What templates may show of a product; the letters of a claim share it.
final class ProductValues: Sendable {
    let id: String
    let title: String?
    let url: String?
    let imageURL: String?
    let price: String?
    let currency: String?
    let brand: String?
    let author: String?
    let publisher: String?

    init(id: String, title: String, url: String, price: String, author: String) {
        self.id = id
        self.title = title
        self.url = url
        self.price = price
        self.author = author
        (imageURL, currency, brand, publisher) = (nil, nil, nil, nil)
    }

    init(_ row: Row) throws {
        id = try row.text("product_id")
        title = try row.textOrNil("title")
        url = try row.textOrNil("url")
        imageURL = try row.textOrNil("image_url")
        price = try row.textOrNil("price")
        currency = try row.textOrNil("currency")
        brand = try row.textOrNil("brand")
        author = try row.textOrNil("author")
        publisher = try row.textOrNil("publisher")
    }
}
