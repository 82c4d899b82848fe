extension TemplateOffer {
    /// Every value's path, as `customer.first_name` and `products.title`; for suggestions.
    var paths: [String] { Self.paths(names, prefix: "").sorted() }

    /// The names that stand for several items.
    var lists: [String] {
        names.filter { if case .list = $0.value { true } else { false } }.keys.sorted()
    }

    /// Whether there is a value at a path, in an item of a list or outside.
    func offers(_ path: String) -> Bool {
        var kind = Kind.group(names)
        for word in path.split(separator: ".") {
            switch kind {
            case .group(let names), .list(let names), .titled(let names):
                guard let next = names[String(word)] else { return false }
                kind = next
            case .anything: kind = .text
            case .text: return false
            }
        }
        if case .titled = kind { return true }
        return kind == .text
    }

    private static func paths(_ names: [String: Kind], prefix: String) -> [String] {
        names.flatMap { name, kind -> [String] in
            switch kind {
            case .text: ["\(prefix)\(name)"]
            case .anything: ["\(prefix)\(name).NAME"]
            case .group(let below), .list(let below):
                paths(below, prefix: "\(prefix)\(name).")
            case .titled(let below):
                ["\(prefix)\(name)"] + paths(below, prefix: "\(prefix)\(name).")
            }
        }
    }
}
