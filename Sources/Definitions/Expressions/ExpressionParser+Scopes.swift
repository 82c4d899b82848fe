import Problems

/// What stands in the parentheses of amounts: a window and filters.
extension ExpressionParser {
    mutating func orderScope() throws(Problem) -> OrderScope {
        var scope = OrderScope()
        try arguments { parser, word throws(Problem) in
            if let filter = try parser.orderFilter(word) {
                scope.orders.append(filter)
            } else if let filter = try parser.productFilter(word) {
                scope.products.append(filter)
            } else {
                return Self.orderFilters + Self.productFilters
            }
            return nil
        } window: {
            scope.window = $0
        }
        scope.orders.sort { $0.description < $1.description }
        scope.products.sort { $0.description < $1.description }
        return scope
    }

    /// `waiting(…)`, or `waiting for` products.
    mutating func waitingScope() throws(Problem) -> WaitingScope {
        var scope = WaitingScope()
        if accept("for") {
            if current.kind == .word, let word = current.word, isFilter(word),
                let filter = try productFilter(word)
            {
                scope.products = [filter]
            } else {
                let ids = current.isSign("(") ? try texts() : [try literal()]
                scope.products = [ProductFilter(.product, .text(.isOneOf(ids)))]
            }
            return scope
        }
        try arguments { parser, word throws(Problem) in
            guard word != "price", let filter = try parser.productFilter(word) else {
                return Self.productFilters.filter { $0 != "price" }
            }
            scope.products.append(filter)
            return nil
        } window: {
            scope.window = $0
        }
        scope.products.sort { $0.description < $1.description }
        return scope
    }

    mutating func messageScope(_ measure: MessageMeasure) throws(Problem) -> MessageScope {
        var scope = MessageScope()
        let links = measure == .received ? [] : ["url"]
        try arguments { parser, word throws(Problem) in
            switch word {
            case "campaign":
                parser.advance()
                scope.campaigns = try parser.filterNames(
                    parser.names.campaigns, one: "campaign", many: "campaigns")
            case "topic":
                parser.advance()
                scope.topics = try parser.filterNames(
                    parser.names.topics, one: "topic", many: "topics")
            case "url" where !links.isEmpty:
                let name = parser.current
                parser.advance()
                scope.url = try parser.plainTextTest(name)
            default: return ["campaign", "topic"] + links
            }
            return nil
        } window: {
            scope.window = $0
        }
        return scope
    }

    /// The arguments in parentheses, if there are any: each filter at most once, one window.
    ///
    /// - Parameter filter: reads a filter that begins with a word; of another word, reads
    ///   nothing and returns those it knows.
    private mutating func arguments(
        filter: (inout ExpressionParser, String) throws(Problem) -> [String]?,
        window: (Window) -> Void
    ) throws(Problem) {
        let opening = current
        guard acceptSign("(") else { return }
        guard !acceptSign(")") else { return }
        var seen: Set<String> = []
        repeat {
            let token = current
            let key = isWindow ? "window" : token.word ?? ""
            guard token.kind != .end else { throw unclosed(opening) }
            guard seen.insert(key).inserted else { throw twice(token, key) }
            if isWindow {
                window(try self.window())
            } else if let known = try filter(&self, key) {
                throw unknownFilter(token, known)
            }
        } while acceptSign(",")
        guard acceptSign(")") else { throw unclosed(opening) }
    }

    // MARK: Filters

    private static let orderFilters = ["channel", "status", "total", "currency", "order.NAME"]
    private static let productFilters = [
        "product", "category", "brand", "author", "publisher", "title", "price", "importance",
        "published_on", "product.NAME",
    ]
    private static let statuses = ["sale", "returned", "cancelled"]

    private mutating func orderFilter(_ word: String) throws(Problem) -> OrderFilter? {
        let name = current
        switch word {
        case "channel", "currency":
            advance()
            let field: OrderField = word == "channel" ? .channel : .currency
            return OrderFilter(field, .text(try plainTextTest(name)))
        case "total":
            advance()
            return OrderFilter(.total, .number(try numberTest(of: "total", isMoney: true)))
        case "status":
            advance()
            let statuses = try filterNames(Set(Self.statuses), one: "status", many: "statuses")
            return OrderFilter(.status, .text(.isOneOf(statuses)))
        default:
            guard word.hasPrefix("order.") else { return nil }
            let attribute = try attribute(among: names.attributes.orders, prefix: "order.")
            return OrderFilter(.attribute(attribute), try valueTest(of: attribute, name))
        }
    }

    private mutating func productFilter(_ word: String) throws(Problem) -> ProductFilter? {
        let name = current
        let texts: [String: ProductField] = [
            "product": .product, "brand": .brand, "author": .author, "publisher": .publisher,
            "title": .title,
        ]
        if let field = texts[word] {
            advance()
            return ProductFilter(field, .text(try plainTextTest(name)))
        }
        switch word {
        case "category":
            advance()
            return ProductFilter(.category, .under(try categories()))
        case "price":
            advance()
            return ProductFilter(.price, .number(try numberTest(of: "price", isMoney: true)))
        case "importance":
            advance()
            return ProductFilter(
                .importance, .number(try numberTest(of: "importance", isMoney: false)))
        case "published_on":
            advance()
            return ProductFilter(.publishedOn, .day(try dayTest("published_on")))
        default:
            guard word.hasPrefix("product.") else { return nil }
            let attribute = try attribute(among: names.attributes.products, prefix: "product.")
            return ProductFilter(.attribute(attribute), try valueTest(of: attribute, name))
        }
    }

    /// Whether a filter's name is followed by a test, and so is no value.
    private func isFilter(_ word: String) -> Bool {
        guard word != "price" else { return false }
        let next = ahead(1)
        let isTest =
            next.kind == .sign && Comparison(rawValue: next.text) != nil
            || ["in", "not", "under", "contains", "starts", "ends", "between", "is", "within"]
                .contains(next.word ?? "")
        return isTest && (Self.productFilters.contains(word) || word.hasPrefix("product."))
    }

    /// The test of an order's or a product's attribute, by its type.
    private mutating func valueTest(
        of attribute: Attribute, _ name: Token
    ) throws(Problem) -> ValueTest {
        if let isKnown = try acceptKnown() { return .known(isKnown) }
        switch attribute.type {
        case .text: return .text(try plainTextTest(name))
        case .number: return .number(try numberTest(of: name.text, isMoney: false))
        case .money: return .number(try numberTest(of: name.text, isMoney: true))
        case .date: return .day(try dayTest(name.text))
        case .boolean: return .answer(try yesOrNo(name))
        case .list: return .contains(try contained(name))
        case .open:
            if isNumberAhead { return .number(try numberTest(of: name.text, isMoney: nil)) }
            if isPointAhead { return .day(try dayTest(name.text)) }
            return .text(try plainTextTest(name))
        }
    }

    private mutating func filterNames(
        _ known: Set<String>, one: String, many: String
    ) throws(Problem) -> [String] {
        if acceptSign("=") { return [try name(among: known, one: one, many: many)] }
        guard accept("in") else {
            throw expected("= or in", hint: "Write \(one) = NAME or \(one) in (A, B).")
        }
        return try list { parser throws(Problem) in
            try parser.name(among: known, one: one, many: many)
        }
    }

    /// `under "A > B"`, the steps joined by ` > ` whatever blanks are written around it.
    private mutating func categories() throws(Problem) -> [String] {
        guard accept("under") else {
            throw expected("under", hint: "Write category under \"Fiction > Crime\".")
        }
        let paths = current.isSign("(") ? try texts() : [try literal()]
        return Set(paths.map(CategoryPath.normalised)).sorted()
    }
}

extension ExpressionParser {
    private func unknownFilter(_ token: Token, _ known: [String]) -> Problem {
        if let word = token.word, word.hasPrefix("attributes."), known.contains("product.NAME") {
            let name = token.text.dropFirst("attributes.".count)
            let ways = known.filter { $0.hasSuffix(".NAME") }
                .map { $0.replacing("NAME", with: name) }
            return problem(
                "attributes of the customer are no filter", at: token,
                hint: "Write \(ways.joined(separator: " or ")).")
        }
        return problem(
            "unknown filter \(token.name)", at: token,
            hint: Suggestion.closest(to: token.text, among: known).map {
                "Did you mean \"\($0)\"?"
            } ?? "The filters are: \(known.joined(separator: ", ")); windows are as in "
                + "last 90 days.")
    }

    private func twice(_ token: Token, _ key: String) -> Problem {
        problem(
            "a second \(key)", at: token,
            hint: key == "window"
                ? "One window is enough."
                : "Write one, with a list as in (a, b) or with between.")
    }
}
