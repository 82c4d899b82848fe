import Definitions
import Problems
import Testing

@testable import Campaigns

/// Compiles and renders templates of a test's own, for a campaign that offers products.
enum Desk {
    static let offer = TemplateOffer(for: .newProducts(.init()))

    static func library(
        _ body: String, _ others: [String: String] = [:], locale: String = "en"
    ) -> TemplateLibrary {
        TemplateLibrary(
            files: others.merging(["mail.html": "---\nsubject: A\n---\n" + body]) { first, _ in
                first
            }, locale: locale)
    }

    static func template(
        _ body: String, _ others: [String: String] = [:], locale: String = "en"
    ) throws -> Template {
        try library(body, others, locale: locale).compile("mail", offering: offer)
    }

    static func html(
        _ body: String, _ values: [String: TemplateValue] = [:], locale: String = "en",
        link: @escaping @Sendable (String, Bool) -> String = { url, _ in url }
    ) throws -> String {
        try template(body, locale: locale).render(
            values, RenderStyle(locale: locale, currency: "EUR", link: link)
        ).html
    }

    static func text(_ body: String, _ values: [String: TemplateValue] = [:]) throws -> String {
        try template(body).render(values, RenderStyle(locale: "en", currency: "EUR")).text
    }

    /// The texts of all that is wrong.
    static func faults(
        _ body: String, _ others: [String: String] = [:], locale: String = "en"
    ) -> [String] {
        do {
            _ = try template(body, others, locale: locale)
            return []
        } catch let problems as Problems {
            return problems.all.map(\.text)
        } catch {
            return ["\(error)"]
        }
    }

    static func customer(_ values: [String: String]) -> [String: TemplateValue] {
        [
            "customer": .group([
                "attributes": .group(values.mapValues(TemplateValue.text)),
                "first_name": .text(values["first_name"] ?? "Ann"),
            ])
        ]
    }

    /// What a tag shows of an attribute.
    static func shown(
        _ value: String, _ filter: String, locale: String = "en"
    ) throws -> String {
        try html(
            "{{customer.attributes.x | \(filter)}}", customer(["x": value]), locale: locale)
    }
}
