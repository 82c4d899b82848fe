/// A mail that a campaign can send: checked, bound, and quick to render for many customers.
package struct Template: Sendable {
    package let name: String
    /// The paths of values without which nobody should get this mail, sorted: they are shown
    /// outside a section that asks for them, and have no default. An item's values are not among
    /// them: a product without an author is shown without.
    package let requiredNames: [String]
    private let subject: [TemplateNode]
    private let preheader: [TemplateNode]
    private let html: [TemplateNode]
    private let text: [TemplateNode]
    /// Written by a marketer, rather than made from the HTML.
    private let isTextWritten: Bool

    init(
        name: String, requiredNames: [String], subject: [TemplateNode],
        preheader: [TemplateNode], html: [TemplateNode], text: [TemplateNode],
        isTextWritten: Bool
    ) {
        self.name = name
        self.requiredNames = requiredNames
        self.subject = subject
        self.preheader = preheader
        self.html = html
        self.text = text
        self.isTextWritten = isTextWritten
    }

    /// The mail with one customer's values; the same values make the same mail.
    ///
    /// Values are escaped in the HTML. The subject is one line whatever the values hold.
    package func render(_ values: [String: TemplateValue]) -> RenderedMail {
        let subject = line(self.subject, values)
        var inBody = values
        inBody["subject"] = .text(subject)
        inBody["preheader"] = .text(line(preheader, values))
        let html = TemplateRenderer.render(self.html, inBody, .html)
        let text =
            isTextWritten
            ? TemplateRenderer.render(self.text, values, .text)
            : HTMLText.laidOut(TemplateRenderer.render(self.text, inBody, .line))
        return RenderedMail(
            subject: subject, html: String(decoding: html, as: UTF8.self),
            text: String(decoding: text, as: UTF8.self))
    }

    /// Which of the required names have no value, sorted.
    package func missing(in values: [String: TemplateValue]) -> [String] {
        requiredNames.filter { path in
            var value: TemplateValue? = .group(values)
            for name in path.split(separator: ".") { value = value?.child(String(name)) }
            return value?.isEmpty ?? true
        }
    }

    /// One line: line breaks of the template are spaces like those of values.
    private func line(_ nodes: [TemplateNode], _ values: [String: TemplateValue]) -> String {
        let bytes = TemplateRenderer.render(nodes, values, .line)
        return String(decoding: bytes, as: UTF8.self)
            .split { $0.isNewline || $0 == " " || $0 == "\t" }
            .joined(separator: " ")
    }
}
