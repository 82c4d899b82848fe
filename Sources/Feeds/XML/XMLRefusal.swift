import Problems

/// What ends a feed that is XML, but none that a shop would mean to send.
enum XMLRefusal {
    case entity
    case parameterEntity
    case inclusion
    case depth
    case attributes
    case names
    case above
    case tag
    case doctype

    func problem(_ file: String, line: Int) -> Problem {
        Problem(
            .failed, "refused: \(file) \(what)", at: Place(file, line: line), hint: hint)
    }

    private var what: String {
        switch self {
        case .entity: "declares an entity"
        case .parameterEntity: "uses a parameter entity"
        case .inclusion: "wants another file included"
        case .depth: "nests elements more than \(XMLLimits.depth) deep"
        case .attributes: "has an element with more than \(XMLLimits.attributes) attributes"
        case .names: "has more different names than a feed can need"
        case .tag: "has a tag of more than 10 MB"
        case .doctype: "has a DTD of more than 1 MB"
        case .above: "has more than 8 MB above and before its records that paths ask for"
        }
    }

    private var hint: String {
        switch self {
        case .entity, .parameterEntity:
            "Feeds with entities of their own can make a reader fetch or expand anything. "
                + "Ask the sender for a file without them."
        case .inclusion:
            "No file but the feed's own is read. Ask the sender for one in which all stands."
        case .depth, .attributes, .tag, .doctype:
            "No feed does that by design. Ask the sender for another file."
        case .names:
            "Names of elements and attributes must not hold data. Ask the sender for another file."
        case .above:
            "Paths that begin with \"..\" or ancestor:: must name what is there but once."
        }
    }
}
