import Definitions
package import Foundation

/// What people are told of an incident.
package struct Alert: Sendable, Equatable {
    package enum Event: String, Sendable {
        case began
        /// A reminder.
        case lasts
        case over
        /// It began and ended while nobody looked.
        case passed
    }

    /// Its number; nil of the database, which numbers them.
    package var incident: Int?
    package var event: Event
    package var beganAt: Date
    package var trouble: Trouble

    /// The object in a webhook's body.
    func json(in zone: TimeZone) -> JSONValue {
        let isJob = ![.unknown, .mail, .database].contains(trouble.kind)
        return .object([
            "incident": .int(incident), "event": .text(event.rawValue),
            "kind": .text(trouble.kind.rawValue),
            "job": isJob ? .text(trouble.subject) : .null,
            "campaign": trouble.kind == .unknown ? .text(trouble.subject) : .null,
            "for": .text(trouble.date?.description), "run": .int(trouble.runID),
            "since": .instant(beganAt, in: zone), "summary": .text(trouble.summary),
            "details": .array(
                trouble.details.map {
                    .object(["text": .text($0.text), "hint": .text($0.hint)])
                }), "hint": .text(trouble.hint.isEmpty ? nil : trouble.hint),
        ])
    }

    /// The sentence, and how long it has been so.
    func headline(in zone: TimeZone) -> String {
        event == .lasts
            ? "\(trouble.summary), and it has lasted since \(beganAt.minute(in: zone))"
            : trouble.summary
    }

    /// The lines of a mail.
    func lines(in zone: TimeZone) -> [String] {
        var lines = ["\(headline(in: zone))."]
        for detail in trouble.details {
            lines += ["", "  \(detail.text)"] + (detail.hint.map { ["    \($0)"] } ?? [])
        }
        return lines + (trouble.hint.isEmpty ? [] : ["", "  \(trouble.hint)"])
    }
}

/// All that people are told at an instant, in one mail and one post.
struct AlertLetter {
    let alerts: [Alert]
    let workspace: Workspace
    let now: Date

    /// Queued once, whoever makes it.
    var occasion: String {
        "alerts " + alerts.map { "\($0.incident ?? 0) \($0.event)" }.joined(separator: ", ")
            + " at \(now.ISO8601Format())"
    }

    var subject: String {
        let first = alerts.first?.trouble.summary ?? ""
        return "[\(workspace.name)] "
            + (alerts.count > 1 ? "\(alerts.count) alerts, the first: \(first)" : first)
    }

    var text: String {
        let parts = alerts.map { $0.lines(in: workspace.timezone).joined(separator: "\n") }
        return (parts + [foot]).joined(separator: "\n\n") + "\n"
    }

    /// The body of a post; `text` is what chat programs show.
    var json: String {
        JSONValue.object([
            "workspace": .text(workspace.name), "at": .instant(now, in: workspace.timezone),
            "text": .text(
                alerts.map { "\($0.headline(in: workspace.timezone))." }.joined(separator: "\n")),
            "alerts": .array(alerts.map { $0.json(in: workspace.timezone) }),
        ]).description
    }

    private var foot: String {
        // Of the database nobody is told again.
        let lasting = alerts.contains { $0.trouble.kind != .database }
        let reminder = (lasting ? workspace.alerts.remindSeconds : nil).map {
            ", again each \(TickRules.length($0)) while it lasts"
        }
        return "Tidings tells of \(workspace.name) once when something goes wrong\(reminder ?? ""),"
            + " and when it is over."
    }
}
