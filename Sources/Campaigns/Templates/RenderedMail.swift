/// A template with one customer's values: what a message is made of.
package struct RenderedMail: Sendable, Equatable {
    /// One line of plain text.
    package var subject: String
    package var html: String
    package var text: String

    package init(subject: String, html: String, text: String) {
        self.subject = subject
        self.html = html
        self.text = text
    }
}
