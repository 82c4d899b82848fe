package import Definitions
package import Foundation
package import Postgres
import Warehouse

/// What customers say themselves by the links in their mails, each in one transaction.
package struct ConsentRecord: Sendable {
    let workspace: Workspace

    package init(_ workspace: Workspace) {
        self.workspace = workspace
    }

    /// Writes that a link's customer, and who shares their address, wants no more mail of a topic,
    /// and cancels what is planned and unsent of it. Said twice it is said once.
    ///
    /// - Parameters:
    ///   - topic: nil means all of them.
    ///   - said: how, as `one click`; it is kept with the event.
    package func unsubscribe(
        _ link: SignedLink, from topic: String?, said: String, at now: Date,
        on connection: Connection
    ) async throws {
        try await connection.transaction { connection in
            try await unsubscribe(link, topic ?? "", said, now, on: connection)
        }
    }

    /// Writes that a link's customer wants mail of a topic: it lifts an earlier unsubscribe.
    package func subscribe(
        _ link: SignedLink, to topic: String, said: String, at now: Date,
        on connection: Connection
    ) async throws {
        try await connection.transaction { connection in
            try await subscribe(link, topic, said, now, on: connection)
        }
    }

    /// The workspace's topics with whether the customer gets their mail; empty for nobody known.
    package func preferences(
        of customer: String, on connection: Connection
    ) async throws -> [TopicChoice] {
        let rows = try await connection.transaction { connection in
            try await connection.execute(.candidateTable)
            try await connection.execute(
                .preferenceCandidates, [.text(customer), .json(workspace.topicsJSON)])
            try await Eligibility(workspace: workspace).suppress(on: connection)
            return try await connection.execute(.preferenceList)
        }
        let isOn = Dictionary(
            try rows.map { (try $0.text("topic"), try $0.bool("is_on")) },
            uniquingKeysWith: { first, _ in first })
        return workspace.topics.compactMap { topic in
            isOn[topic.name].map { TopicChoice(topic: topic, isOn: $0) }
        }
    }

    /// Writes what a customer changed on the preference page; what stays as it was is no news.
    ///
    /// - Parameter wanted: the names of the topics that they want.
    package func choose(
        _ wanted: Set<String>, by link: SignedLink, at now: Date, on connection: Connection
    ) async throws {
        let choices = try await preferences(of: link.customer, on: connection)
        try await connection.transaction { connection in
            for choice in choices where wanted.contains(choice.topic.name) != choice.isOn {
                if choice.isOn {
                    try await unsubscribe(
                        link, choice.topic.name, Self.page, now, on: connection)
                } else {
                    try await subscribe(
                        link, choice.topic.name, Self.page, now, on: connection)
                }
            }
        }
    }

    /// The language that a customer reads; nil when it is not known.
    package func locale(
        of customer: String, on connection: Connection
    ) async throws -> String? {
        try await connection.execute(.customerLocale, [.text(customer)]).first?
            .textOrNil("locale")
    }

    /// Writes that a message was opened or one of its links clicked.
    package func follow(
        _ link: SignedLink, at now: Date, on connection: Connection
    ) async throws {
        let isClick = link.action == .click
        try await connection.transaction { connection in
            try await connection.execute(
                .eventFollow,
                [
                    .text(isClick ? "clicked" : "opened"), .text(link.customer),
                    .text(link.campaign), .text(link.occurrence), .text(link.topic),
                    isClick ? .text(link.url) : .null, .instant(now),
                ])
            try await ChangeLog(connection).note([link.customer], .event)
        }
    }

    private static let page = "preference page"
}

/// A topic, and whether a customer gets its mail.
package struct TopicChoice: Sendable, Equatable {
    package var topic: Topic
    package var isOn: Bool
}

extension ConsentRecord {
    private func unsubscribe(
        _ link: SignedLink, _ topic: String, _ said: String, _ now: Date,
        on connection: Connection
    ) async throws {
        let people = try await connection.execute(.addressPeople, [.text(link.customer)])
            .map { try $0.text("customer_id") }
        guard !people.isEmpty else { return }
        // The mail was the link's customer's; of the others nobody knows which one it was.
        let campaigns = people.map { $0 == link.customer ? link.campaign : "" }
        try await connection.execute(
            .unsubscribeWrite,
            [
                .textArray(people), .textArray(campaigns), .text(topic), .instant(now),
                .text(said),
            ])
        try await ChangeLog(connection).note(people, .event)
        let cancelled = try await connection.execute(
            .outboxCancel, [.textArray(people), .text(topic)]
        ).map { try MessageKey($0) }
        try await connection.execute(
            .messageFold,
            cancelled.columns + [
                .textArray(cancelled.map { _ in MessageFate.cancelled.state }),
                .textArray(cancelled.map { _ in nil }),
                .textArray(cancelled.map { _ in "unsubscribed" }),
                .textArray(cancelled.map { _ in nil }), .instant(now),
            ])
        try await connection.execute(.voucherReturn, cancelled.columns)
    }

    private func subscribe(
        _ link: SignedLink, _ topic: String, _ said: String, _ now: Date,
        on connection: Connection
    ) async throws {
        try await connection.execute(
            .subscribeWrite,
            [
                .text(link.customer), .text(topic), .text(link.campaign), .instant(now),
                .text(said),
            ])
        try await ChangeLog(connection).note([link.customer], .event)
    }
}
