import Foundation
import Logging
import Problems
import Running

/// Log lines on stderr, as text or as JSON objects.
///
/// ```
/// 2026-11-21T02:00:01Z info nightly run=12 for=2026-11-21 succeeded
/// ```
struct LineLog: LogHandler {
    enum Format: String, CaseIterable, Sendable { case text, json }

    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info
    let format: Format
    let now: @Sendable () -> Date

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        let pairs = all.sorted { $0.key < $1.key }.map { ($0.key, "\($0.value)") }
        let at = now().ISO8601Format()
        switch format {
        case .text:
            let words = pairs.map { "\($0.0)=\($0.1)" }
            let text = event.message.description.onOneLine
            Console.error(([at, "\(event.level)"] + words + [text]).joined(separator: " "))
        case .json:
            let head = JSONValue.object([
                "at": .text(at), "level": .text("\(event.level)"),
                "message": .text(event.message.description),
            ])
            let tail = pairs.map { JSONValue.Member(name: $0.0, value: .text($0.1)) }
            Console.error(head.merging(.object(tail)).description)
        }
    }
}
