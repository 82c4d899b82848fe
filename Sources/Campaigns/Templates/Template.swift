/// A mail that a campaign can send: checked, bound, and quick to render for many customers.
package struct Template: Sendable {
    package let name: String
    /// The paths of values without which nobody should get this mail, sorted: they are shown
    /// outside a section that asks for them, and have no default. An item's values are not among
    /// them: a product without an author is shown without.
    package private(set) var requiredNames: [String]
    /// The language that it is written in; nil means the workspace's.
    package let locale: String?
    /// By language in lower case, for those who read it.
    private var variants: [String: Template] = [:]
    private let subject: [TemplateNode]
    private let preheader: [TemplateNode]
    private let html: [TemplateNode]
    private let text: [TemplateNode]
    /// Written by a marketer, rather than made from the HTML.
    private let isTextWritten: Bool

    init(
        name: String, requiredNames: [String], subject: [TemplateNode],
        preheader: [TemplateNode], html: [TemplateNode], text: [TemplateNode],
        isTextWritten: Bool, locale: String? = nil
    ) {
        self.name = name
        self.requiredNames = requiredNames
        self.subject = subject
        self.preheader = preheader
        self.html = html
        self.text = text
        self.isTextWritten = isTextWritten
        self.locale = locale
    }

    /// The template with others for those who read their languages. Who lacks what each of them
    /// needs gets none; the rest shows once the language is known.
    func with(_ variants: [String: Template]) -> Template {
        var template = self
        template.variants = variants
        template.requiredNames = requiredNames.filter { name in
            variants.values.allSatisfy { $0.requiredNames.contains(name) }
        }
        return template
    }

    /// Every template of it with its language, this one first; nil stands for all other languages.
    package var all: [(locale: String?, template: Template)] {
        var base = self
        base.variants = [:]
        return [(nil, base)] + variants.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// What somebody gets who reads a language, as `zh-CN`: the variant for it, else for `zh`, else
    /// the one for all.
    package func variant(for locale: String) -> Template {
        guard !variants.isEmpty else { return self }
        return LocaleTag.chain(locale).lazy.compactMap { variants[$0] }.first ?? self
    }

    /// In which locale values are written for somebody: theirs if the mail is in their language.
    package func valueLocale(for reader: String?, in workspace: String) -> String {
        let own = locale ?? workspace
        guard let reader, reader != own, LocaleTag.language(reader) == LocaleTag.language(own)
        else { return own }
        return reader
    }

    /// The mail with one customer's values; the same values make the same mail.
    ///
    /// Values are escaped in the HTML. The subject is one line whatever the values hold.
    package func render(
        _ values: [String: TemplateValue], _ style: RenderStyle
    ) -> RenderedMail {
        let subject = line(self.subject, values, style)
        var inBody = values
        inBody["subject"] = .text(subject)
        inBody["preheader"] = .text(line(preheader, values, style))
        var html = TemplateRenderer.render(self.html, inBody, .html, style)
        if let picture = style.openPicture { Self.append(picture, to: &html) }
        let text =
            isTextWritten
            ? TemplateRenderer.render(self.text, values, .text, style)
            : HTMLText.laidOut(TemplateRenderer.render(self.text, inBody, .line, style))
        return RenderedMail(
            subject: subject, html: String(decoding: html, as: UTF8.self),
            text: String(decoding: text, as: UTF8.self))
    }

    /// Which of the required names have no value, sorted.
    package func missing(in values: [String: TemplateValue]) -> [String] {
        requiredNames.filter { path in
            var value: TemplateValue? = .group(values)
            for name in path.utf8.split(separator: UInt8(ascii: ".")) {
                value = value?.child(String(Substring(name)))
            }
            return value?.isEmpty ?? true
        }
    }

    /// One line: line breaks of the template are spaces like those of values.
    private func line(
        _ nodes: [TemplateNode], _ values: [String: TemplateValue], _ style: RenderStyle
    ) -> String {
        let bytes = TemplateRenderer.render(nodes, values, .line, style)
        // The ASCII ones of them are bytes, which are compared faster than characters.
        let space = UInt8(ascii: " ")
        var words: [UInt8] = []
        for byte in bytes {
            if !(9...13).contains(byte), byte != space {
                words.append(byte)
            } else if let last = words.last, last != space {
                words.append(space)
            }
        }
        if words.last == space { words.removeLast() }
        let line = String(decoding: words, as: UTF8.self)
        guard bytes.contains(where: { $0 >= 0x80 }) else { return line }
        return line.split { $0.isNewline || $0 == " " }.joined(separator: " ")
    }

    /// A picture of one point before the body's end, or at the end of HTML without one.
    private static func append(_ picture: String, to html: inout [UInt8]) {
        let image = Array("<img src=\"\(picture)\" width=\"1\" height=\"1\" alt=\"\">".utf8)
        let end = html.lastRange(of: Array("</body>".utf8))
        html.insert(contentsOf: image, at: end ?? html.endIndex)
    }
}

extension [UInt8] {
    /// Where some bytes begin for the last time.
    fileprivate func lastRange(of bytes: [UInt8]) -> Int? {
        guard count >= bytes.count else { return nil }
        return stride(from: count - bytes.count, through: 0, by: -1)
            .first { self[$0..<$0 + bytes.count].elementsEqual(bytes) }
    }
}
