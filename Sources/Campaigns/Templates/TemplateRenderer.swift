/// Renders nodes with values into bytes.
struct TemplateRenderer {
    /// What becomes of the characters of a value.
    enum Escaping {
        /// `&`, `<`, `>` and quotes become entities.
        case html
        /// Every control character becomes a space: the text stays one line.
        case line
        /// Control characters but line feeds become spaces.
        case text
        /// Within a URL: a value at its start is one, any other is a part of it.
        case url
    }

    private var escaping: Escaping
    private let style: RenderStyle
    private var frames: [TemplateValue]
    private var bytes: [UInt8] = []

    private init(
        _ values: [String: TemplateValue], _ escaping: Escaping, _ style: RenderStyle
    ) {
        self.escaping = escaping
        self.style = style
        frames = [.group(values)]
    }

    /// The nodes with values, as UTF-8.
    static func render(
        _ nodes: [TemplateNode], _ values: [String: TemplateValue], _ escaping: Escaping,
        _ style: RenderStyle
    ) -> [UInt8] {
        var renderer = TemplateRenderer(values, escaping, style)
        renderer.bytes.reserveCapacity(8192)
        renderer.append(nodes)
        return renderer.bytes
    }

    private mutating func append(_ nodes: [TemplateNode]) {
        // By index: a node is looked at where it stands.
        for index in nodes.indices {
            switch nodes[index] {
            case .literal(let text): bytes += text
            case .value(let reference):
                switch value(reference) {
                case .text(let text), .titled(let text, _): append(text)
                case .group, .list, nil: break
                }
            case .section(let reference, let content):
                switch value(reference) {
                case .list(let items): for item in items { append(content, in: .group(item)) }
                case .some(let value): append(content, in: value)
                case nil: break
                }
            case .inverted(let reference, let content):
                if value(reference) == nil { append(content) }
            case .link(let kind, let content): append(link: content, kind)
            }
        }
    }

    private mutating func append(_ nodes: [TemplateNode], in frame: TemplateValue) {
        frames.append(frame)
        append(nodes)
        frames.removeLast()
    }

    /// The value of a name, or what stands for it; nil when there is nothing to show.
    private func value(_ reference: TemplateNode.Reference) -> TemplateValue? {
        var value: TemplateValue? = frames[reference.frame]
        for name in reference.names { value = value?.child(name) }
        if value?.isEmpty != false { value = reference.fallback }
        if !reference.filters.isEmpty {
            value = TemplateFilter.apply(reference.filters, to: value, style)
        }
        return value?.isEmpty == false ? value : nil
    }

    private mutating func append(_ text: String) {
        switch escaping {
        case .html: appendEscaped(text)
        case .line:
            for byte in text.utf8 { bytes.append(Self.isControl(byte) ? Self.space : byte) }
        case .text:
            for byte in text.utf8 {
                bytes.append(Self.isControl(byte) && byte != Self.lineFeed ? Self.space : byte)
            }
        case .url:
            let isStart = bytes.isEmpty
            bytes +=
                (isStart ? PercentEncoding.url(text) : PercentEncoding.component(text)).utf8
        }
    }

    /// Puts a URL together apart, so that it can be changed as a whole.
    private mutating func append(link content: [TemplateNode], _ kind: TemplateToken.LinkKind) {
        let (outer, outerEscaping) = (bytes, escaping)
        (bytes, escaping) = ([], .url)
        append(content)
        // Most URLs are plain: looking for Unicode's blanks costs more than all the rest.
        let isPlain = bytes.allSatisfy { $0 > Self.space && $0 < 0x7F }
        let text = String(decoding: bytes, as: UTF8.self)
        let whole = isPlain ? text : text.trimmed
        (bytes, escaping) = (outer, outerEscaping)
        let url = LinkScheme.isSafe(whole) ? whole : "#"
        append(kind == .resource ? url : style.link(url, kind == .anchor))
    }

    private mutating func appendEscaped(_ text: String) {
        var text = text
        text.withUTF8 { value in
            // Most values hold nothing to escape: runs of bytes are taken whole.
            var start = 0
            for index in value.indices {
                guard let entity = Self.entity(for: value[index]) else { continue }
                bytes.append(contentsOf: value[start..<index])
                bytes.append(contentsOf: entity.utf8)
                start = index + 1
            }
            bytes.append(contentsOf: value[start...])
        }
    }

    private static func entity(for byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        default: nil
        }
    }

    private static func isControl(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x7F }

    private static let space = UInt8(ascii: " ")
    private static let lineFeed = UInt8(ascii: "\n")
}
