import Campaigns
import Definitions
import Foundation
import Hummingbird
import Postgres

extension CustomerPages {
    /// Asks before anything is done: a mail scanner that follows the link unsubscribes nobody.
    func askToUnsubscribe(_ link: SignedLink) async throws -> Response {
        let text = try await text(for: link)
        let topic = title(of: link, in: text)
        return Page(
            workspace.name, text,
            [
                Page.heading(text.stopTopic(topic)),
                Page.form([Page.button(text.stopTopicButton, name: "what", value: "topic")]),
                Page.paragraph(text.orAll(workspace.name)),
                Page.form([
                    Page.button(text.stopAllButton, name: "what", value: "all", isQuiet: true)
                ]),
                preferencesLink(link, text),
            ]
        ).response(.ok)
    }

    /// RFC 8058's one click, and the buttons of the page.
    func unsubscribe(_ link: SignedLink, _ request: Request) async throws -> Response {
        let form = try await FormBody(request)
        let isOneClick = form["List-Unsubscribe"] == "One-Click"
        guard isOneClick || form["what"] == "topic" || form["what"] == "all" else {
            throw HTTPError(.badRequest)
        }
        let isAll = form["what"] == "all" && !isOneClick
        try await database.with { connection in
            try await records.unsubscribe(
                link, from: isAll ? nil : link.topic,
                said: isOneClick ? "one click" : "unsubscribe page", at: now(), on: connection)
        }
        let text = try await text(for: link)
        return Page(
            workspace.name, text,
            [
                Page.heading(text.stoppedHeading),
                Page.paragraph(
                    isAll
                        ? text.stoppedAll(workspace.name)
                        : text.stopped(title(of: link, in: text))),
                preferencesLink(link, text),
            ]
        ).response(.ok)
    }

    func showPreferences(_ link: SignedLink) async throws -> Response {
        try await preferences(link, isSaved: false)
    }

    func savePreferences(_ link: SignedLink, _ request: Request) async throws -> Response {
        let form = try await FormBody(request)
        let wanted = form["what"] == "none" ? [] : Set(form.all("topic"))
        try await database.with { connection in
            if form["what"] == "none" {
                try await records.unsubscribe(
                    link, from: nil, said: "preference page", at: now(), on: connection)
            } else {
                try await records.choose(wanted, by: link, at: now(), on: connection)
            }
        }
        return try await preferences(link, isSaved: true)
    }

    private func preferences(_ link: SignedLink, isSaved: Bool) async throws -> Response {
        let text = try await text(for: link)
        let choices = try await database.with { connection in
            try await records.preferences(of: link.customer, on: connection)
        }
        guard !choices.isEmpty else { return page(.unknownLink, .notFound) }
        let boxes = choices.map { choice in
            Page.checkbox(
                choice.topic.title(in: text.language), name: "topic", value: choice.topic.name,
                isOn: choice.isOn)
        }
        return Page(
            workspace.name, text,
            [
                Page.heading(text.preferencesHeading(workspace.name)),
                isSaved ? Page.notice(text.saved) : "",
                Page.form(boxes + [Page.button(text.saveButton, name: "what", value: "topics")]),
                Page.form([
                    Page.button(text.stopAllButton, name: "what", value: "none", isQuiet: true)
                ]),
            ]
        ).response(.ok)
    }

    func askToConfirm(_ link: SignedLink) async throws -> Response {
        let text = try await text(for: link)
        return Page(
            workspace.name, text,
            [
                Page.heading(text.confirmHeading(title(of: link, in: text))),
                Page.form([Page.button(text.confirmButton, name: "what", value: "confirm")]),
                Page.paragraph(text.confirmElse),
            ]
        ).response(.ok)
    }

    func confirm(_ link: SignedLink, _ request: Request) async throws -> Response {
        guard try await FormBody(request)["what"] == "confirm" else {
            throw HTTPError(.badRequest)
        }
        try await database.with { connection in
            try await records.subscribe(
                link, to: link.topic, said: "confirmed", at: now(), on: connection)
        }
        let text = try await text(for: link)
        return Page(
            workspace.name, text,
            [
                Page.heading(text.confirmedHeading),
                Page.paragraph(text.confirmed(title(of: link, in: text))),
                preferencesLink(link, text),
            ]
        ).response(.ok)
    }

    /// The page's language: the customer's, if we write it, else the workspace's.
    private func text(for link: SignedLink) async throws -> PageText {
        let locale = try await database.with { connection in
            try await records.locale(of: link.customer, on: connection)
        }
        return PageText(locale, else: workspace.locale)
    }

    private func title(of link: SignedLink, in text: PageText) -> String {
        workspace.topics.first { $0.name == link.topic }?.title(in: text.language) ?? link.topic
    }

    private func preferencesLink(_ link: SignedLink, _ text: PageText) -> String {
        let own = SignedLink(
            .preferences, customer: link.customer, campaign: link.campaign,
            occurrence: link.occurrence, topic: link.topic, expires: link.expires)
        return links.url(own).map { Page.link(text.choose, to: $0) } ?? ""
    }
}
