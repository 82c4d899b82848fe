/// Which orders, or which of their lines, count: those in the window that pass every filter.
package struct OrderScope: Sendable, Hashable {
    package var window: Window
    /// By their normal form, each field at most once.
    package var orders: [OrderFilter]
    /// By what lines are chosen. Empty means whole orders.
    package var products: [ProductFilter]

    package init(
        window: Window = .ever, orders: [OrderFilter] = [], products: [ProductFilter] = []
    ) {
        self.window = window
        self.orders = orders
        self.products = products
    }

    /// Whether it names statuses itself: then orders count as they are.
    package var namesStatuses: Bool { orders.contains { $0.field == .status } }
}

/// Which requests to be told that a product is back count, by when they were made and for what.
package struct WaitingScope: Sendable, Hashable {
    package var window: Window
    package var products: [ProductFilter]

    package init(window: Window = .ever, products: [ProductFilter] = []) {
        self.window = window
        self.products = products
    }
}

/// A choice of orders. An order of which it is unknown does not count.
package struct OrderFilter: Sendable, Hashable {
    package var field: OrderField
    package var test: ValueTest

    package init(_ field: OrderField, _ test: ValueTest) {
        self.field = field
        self.test = test
    }
}

/// A choice of products, or of lines of orders. A line of which it is unknown does not count.
package struct ProductFilter: Sendable, Hashable {
    package var field: ProductField
    package var test: ValueTest

    package init(_ field: ProductField, _ test: ValueTest) {
        self.field = field
        self.test = test
    }
}

package enum OrderField: Sendable, Hashable {
    /// Text.
    case channel
    /// Text: `sale`, `returned`, `cancelled`.
    case status
    /// Money in the order's own currency, where a feed brought it.
    case total
    /// ISO 4217; the workspace's where the order has none.
    case currency
    case attribute(Attribute)
}

package enum ProductField: Sendable, Hashable {
    /// Text: the product's id. Also of products that no feed brought.
    case product
    /// Tested by `under` alone.
    case category
    case brand
    case author
    case publisher
    case title
    /// Money, in the order's own currency: what a unit was sold for. Of lines only.
    case price
    /// A number, 0…100.
    case importance
    /// A day.
    case publishedOn
    case attribute(Attribute)
}

/// What a field of an order or a product is tested for, by its type.
package enum ValueTest: Sendable, Hashable {
    case text(TextTest)
    /// Against numbers alone.
    case number(NumberTest)
    /// Never in hours.
    case day(MomentTest)
    case answer(Bool)
    /// One of these is in the list; sorted, without repeats, not empty.
    case contains([String])
    /// Paths as `Fiction > Crime`: the category itself and all below it; sorted, not empty.
    case under([String])
    case known(Bool)
}

extension OrderScope: CustomStringConvertible {
    package var description: String {
        ([window.description] + orders.map(\.description) + products.map(\.description))
            .joined(separator: ", ")
    }
}

extension WaitingScope: CustomStringConvertible {
    package var description: String {
        ([window.description] + products.map(\.description)).joined(separator: ", ")
    }
}

extension OrderFilter: CustomStringConvertible {
    package var description: String { test.description(of: "\(field)") }
}

extension ProductFilter: CustomStringConvertible {
    package var description: String { test.description(of: "\(field)") }
}

extension OrderField: CustomStringConvertible {
    package var description: String {
        switch self {
        case .channel: "channel"
        case .status: "status"
        case .total: "total"
        case .currency: "currency"
        case .attribute(let attribute): "order.\(attribute.name)"
        }
    }
}

extension ProductField: CustomStringConvertible {
    package var description: String {
        switch self {
        case .product: "product"
        case .category: "category"
        case .brand: "brand"
        case .author: "author"
        case .publisher: "publisher"
        case .title: "title"
        case .price: "price"
        case .importance: "importance"
        case .publishedOn: "published_on"
        case .attribute(let attribute): "product.\(attribute.name)"
        }
    }
}

extension ValueTest {
    fileprivate func description(of field: String) -> String {
        switch self {
        case .text(let test): "\(field) \(test)"
        case .number(let test): "\(field) \(test)"
        case .day(let test): "\(field) \(test)"
        case .answer(let isYes): "\(field) = \(isYes ? "yes" : "no")"
        case .contains(let texts): "\(field) contains \(Quoted.list(texts))"
        case .under(let paths): "\(field) under \(Quoted.list(paths))"
        case .known(let isKnown): "\(field) is \(isKnown ? "known" : "unknown")"
        }
    }
}
