package import Definitions
import Foundation

/// Makes the links of mails that lead to our own pages.
package struct MailLinks: Sendable {
    private let base: String
    private let keys: LinkKeys

    /// nil for a workspace without `public_url` or without a key to sign with.
    package init?(_ settings: LinkSettings) {
        guard let base = settings.publicURL, let keys = LinkKeys(settings.signingKeys) else {
            return nil
        }
        self.base = base
        self.keys = keys
    }

    /// `https://…/unsubscribe/TOKEN`; nil when a part of the link is too long for one.
    package func url(_ link: SignedLink) -> String? {
        keys.token(link).map { "\(base)/\(link.action.path)/\($0)" }
    }

    /// Whether a URL is one of ours already.
    func isOurs(_ url: String) -> Bool { url.hasPrefix("\(base)/") }

    /// Whether mail programs may unsubscribe at one click by it (RFC 8058 asks for https).
    var isSecure: Bool { base.hasPrefix("https://") }
}

extension SignedLink.Action {
    /// The first part of the link's path.
    package var path: String {
        switch self {
        case .unsubscribe: "unsubscribe"
        case .preferences: "preferences"
        case .confirm: "confirm"
        case .click: "click"
        case .open: "open"
        }
    }
}
