package import Problems

/// One of several mails of a campaign, of which each customer gets one.
package struct Variant: Sendable, Equatable {
    package var name: String
    /// Of the campaign's customers, in percent; the shares of all come to 100.
    package var sharePercent: Double
    /// Instead of the template's subject.
    package var subject: String?
    /// Instead of the campaign's template.
    package var template: String?
    package var place: Place

    package init(
        name: String, sharePercent: Double, subject: String? = nil, template: String? = nil,
        place: Place
    ) {
        self.name = name
        self.sharePercent = sharePercent
        self.subject = subject
        self.template = template
        self.place = place
    }
}

/// The codes that a campaign's mails give away, one each.
package struct VoucherUse: Sendable, Equatable {
    package var pool: String
    /// How many days a code must still be valid when the mail expires. Defaults to 0.
    package var validForDays: Int

    package init(pool: String, validForDays: Int = 0) {
        self.pool = pool
        self.validForDays = validForDays
    }
}
