/// How one message is written: its locale, and where its links lead.
package struct RenderStyle: Sendable {
    let format: LocaleFormat
    /// Of amounts that name none.
    let currency: String
    /// What becomes of a link: the URL, and whether it stands in the HTML.
    let link: @Sendable (String, Bool) -> String
    /// A picture at the end of the HTML that tells when it is fetched; nil for none.
    let openPicture: String?

    /// - Parameters:
    ///   - locale: as `zh-CN`.
    ///   - link: defaults to leaving links as they are.
    package init(
        locale: String, currency: String,
        link: @escaping @Sendable (String, Bool) -> String = { url, _ in url },
        openPicture: String? = nil
    ) {
        format = LocaleFormat.of(locale)
        self.currency = currency
        self.link = link
        self.openPicture = openPicture
    }
}
