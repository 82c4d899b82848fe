/// A canonical table that feeds write into, with its fields and the columns of its stage.
package enum Entity: String, Sendable, CaseIterable {
    case customers
    case products
    case orders
    case stock
    case waiting
    case consents
    /// What a mail provider's export says of messages: facts, which nothing changes or deletes.
    ///
    /// A row names its person by `customer` (an id, or an e-mail address with `by: email`), by
    /// `message` (the Message-ID of one of our messages, which also tells campaign and topic), or by
    /// both: then the message decides, and the customer where the message is none of ours.
    ///
    /// `bounced` means a hard bounce, for it suppresses the address: soft ones are left out with
    /// `where: {event: {not: [soft_bounce, deferred]}}`. An unsubscribe without a message is one
    /// from all topics.
    case events
    case vouchers
    /// What a unit of `currency` was worth on a day, in units of the workspace's currency:
    /// in a workspace in CNY, `USD,2026-11-20,7.10` says that a dollar was 7.10 yuan.
    case rates
}

/// What a field's text must be.
package enum FieldType: String, Sendable {
    /// Any text; ids keep their zeros.
    case text
    /// An e-mail address with exactly one @ outside quotes and a domain.
    case email
    case integer
    /// A decimal number; `decimal: ","` is honoured.
    case number
    /// yes/no, true/false, 1/0, y/n, t/f, on/off.
    case boolean
    case date
    /// An instant; without a zone it is in the source's.
    case instant
    /// A date, or a month and a day without a year (`--02-29`, `02-29`).
    case birthday
    /// `solar` or `lunar`.
    case calendar
    /// An IANA name such as Asia/Shanghai.
    case timezone
    /// ISO 4217.
    case currency
    /// `sale`, `returned` or `cancelled`; other words must be mapped with `values:`.
    case orderStatus
    /// A kind of event; other words must be mapped with `values:`.
    case eventKind
    /// Paths such as `Fiction > Crime`, several separated by `;` or by repeated elements.
    case categories
    /// 0 to 100.
    case importance
    /// A decimal number above zero; `decimal: ","` is honoured.
    case rate
}

/// One field of an entity, as `map:` names it.
package struct EntityField: Sendable {
    package var name: String
    package var type: FieldType
    /// The columns of the stage that the field fills; a birthday fills three.
    package var columns: [String]
    package var isKey: Bool
    /// Whether a feed must map it, and each row must have it: true of every key.
    package var isNeeded: Bool

    init(
        _ name: String, _ type: FieldType, _ columns: [String], isKey: Bool = false,
        isNeeded: Bool = false
    ) {
        self.name = name
        self.type = type
        self.columns = columns
        self.isKey = isKey
        self.isNeeded = isKey || isNeeded
    }
}

extension Entity {
    /// The fields, in the order of the stage's columns, without `attributes.NAME` and
    /// `consent.TOPIC` (``openFields``).
    package var fields: [EntityField] {
        switch self {
        case .customers:
            [
                EntityField("id", .text, ["customer_id"], isKey: true),
                EntityField("email", .email, ["email"]),
                EntityField("first_name", .text, ["first_name"]),
                EntityField("last_name", .text, ["last_name"]),
                EntityField("title", .text, ["title"]),
                EntityField("birthday", .birthday, ["birth_year", "birth_month", "birth_day"]),
                EntityField("birthday_calendar", .calendar, ["birthday_calendar"]),
                EntityField("joined_on", .date, ["joined_on"]),
                EntityField("city", .text, ["city"]),
                EntityField("region", .text, ["region"]),
                EntityField("country", .text, ["country"]),
                EntityField("locale", .text, ["locale"]),
                EntityField("timezone", .timezone, ["timezone"]),
                EntityField("phone", .text, ["phone"]),
            ]
        case .products:
            [
                EntityField("id", .text, ["product_id"], isKey: true),
                EntityField("title", .text, ["title"]),
                EntityField("url", .text, ["url"]),
                EntityField("image_url", .text, ["image_url"]),
                EntityField("price", .number, ["price"]),
                EntityField("currency", .currency, ["currency"]),
                EntityField("categories", .categories, ["categories"]),
                EntityField("brand", .text, ["brand"]),
                EntityField("author", .text, ["author"]),
                EntityField("publisher", .text, ["publisher"]),
                EntityField("published_on", .date, ["published_on"]),
                EntityField("importance", .importance, ["importance"]),
            ]
        case .orders:
            [
                EntityField("id", .text, ["order_id"], isKey: true),
                EntityField("customer", .text, ["customer_id"], isKey: true),
                EntityField("placed_at", .instant, ["placed_at"], isNeeded: true),
                EntityField("status", .orderStatus, ["status"]),
                EntityField("total", .number, ["total"]),
                EntityField("currency", .currency, ["currency"]),
                EntityField("channel", .text, ["channel"]),
                EntityField("line.number", .text, ["line_number"]),
                EntityField("line.product", .text, ["line_product"]),
                EntityField("line.quantity", .number, ["line_quantity"]),
                EntityField("line.price", .number, ["line_price"]),
            ]
        case .stock:
            [
                EntityField("product", .text, ["product_id"], isKey: true),
                EntityField("available", .number, ["available"]),
                EntityField("in_stock", .boolean, ["in_stock"]),
                EntityField("as_of", .instant, ["as_of"]),
            ]
        case .waiting:
            [
                EntityField("customer", .text, ["customer_id"], isKey: true),
                EntityField("product", .text, ["product_id"], isKey: true),
                EntityField("requested_at", .instant, ["requested_at"]),
                EntityField("quantity", .number, ["quantity"]),
                EntityField("expires_on", .date, ["expires_on"]),
            ]
        case .consents:
            [
                EntityField("customer", .text, ["customer_id"], isKey: true),
                EntityField("topic", .text, ["topic"], isKey: true),
                EntityField("given", .boolean, ["given"], isNeeded: true),
                EntityField("at", .instant, ["given_at"]),
                EntityField("source", .text, ["consent_source"]),
            ]
        case .events:
            [
                EntityField("customer", .text, ["customer_id"]),
                EntityField("kind", .eventKind, ["kind"], isKey: true),
                EntityField("at", .instant, ["happened_at"], isKey: true),
                EntityField("message", .text, ["message_id"]),
                EntityField("url", .text, ["url"]),
                EntityField("detail", .text, ["detail"]),
            ]
        case .vouchers:
            [
                EntityField("pool", .text, ["pool"], isKey: true),
                EntityField("code", .text, ["code"], isKey: true),
                EntityField("valid_from", .date, ["valid_from"]),
                EntityField("valid_until", .date, ["valid_until"]),
                EntityField("value", .text, ["worth"]),
            ]
        case .rates:
            [
                EntityField("currency", .currency, ["currency"], isKey: true),
                EntityField("on", .date, ["rated_on"], isKey: true),
                EntityField("rate", .rate, ["rate"], isNeeded: true),
            ]
        }
    }

    /// The prefixes of fields that the workspace names itself, each one column of the stage: a list
    /// of booleans in the order of `map:`, or a jsonb object of texts.
    package var openFields: [(prefix: String, type: FieldType, column: String)] {
        switch self {
        case .customers:
            [("consent.", .boolean, "consents"), ("attributes.", .text, "attributes")]
        case .products, .orders: [("attributes.", .text, "attributes")]
        case .stock, .waiting, .consents, .events, .vouchers, .rates: []
        }
    }

    /// Every column of the stage in order: the row's place first, then the fields, then the open ones.
    package var stageColumns: [String] {
        ["line", "byte_offset"] + fields.flatMap(\.columns) + openFields.map(\.column)
    }
}
