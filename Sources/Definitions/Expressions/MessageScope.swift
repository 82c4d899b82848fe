/// Which messages, or which events about them, count.
package struct MessageScope: Sendable, Hashable {
    package var window: Window
    /// Sorted; empty means any.
    package var campaigns: [String]
    /// Sorted; empty means any.
    package var topics: [String]
    /// Of the link that was followed; nil means any. Of events only.
    package var url: TextTest?

    package init(
        window: Window = .ever, campaigns: [String] = [], topics: [String] = [],
        url: TextTest? = nil
    ) {
        self.window = window
        self.campaigns = campaigns
        self.topics = topics
        self.url = url
    }
}

extension MessageScope: CustomStringConvertible {
    package var description: String {
        let campaign = campaigns.isEmpty ? [] : ["campaign in \(Quoted.list(campaigns))"]
        let topic = topics.isEmpty ? [] : ["topic in \(Quoted.list(topics))"]
        let link = url.map { ["url \($0)"] } ?? []
        return ([window.description] + campaign + topic + link).joined(separator: ", ")
    }
}
