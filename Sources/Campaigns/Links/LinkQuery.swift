/// The query of a URL.
enum LinkQuery {
    /// The URL with parameters that it does not have yet, before its fragment.
    static func adding(_ parameters: [(name: String, value: String)], to url: String) -> String {
        guard !parameters.isEmpty else { return url }
        let fragment = url.firstIndex(of: "#").map { url[$0...] } ?? ""
        let start = url.dropLast(fragment.count)
        let query = start.firstIndex(of: "?").map { start[start.index(after: $0)...] }
        let known = Set((query ?? "").split(separator: "&").map { $0.prefix { $0 != "=" } })
        let added = parameters.filter { !known.contains($0.name[...]) }
            .map { "\($0.name)=\(PercentEncoding.component($0.value))" }.joined(separator: "&")
        guard !added.isEmpty else { return url }
        let separator =
            query.map { $0.isEmpty || $0.hasSuffix("&") ? "" : "&" } ?? "?"
        return "\(start)\(separator)\(added)\(fragment)"
    }
}
