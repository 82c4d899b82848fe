import Campaigns
package import Definitions
package import Foundation
import HTTPTypes
import Hummingbird
import Logging
package import Postgres

/// What the links in mails lead to: unsubscribe, preferences, confirmation, clicks and opens, by one
/// version of a workspace.
///
/// A link's token is signed and says who holds it: there are no cookies, no sessions, no scripts, and
/// nothing that a request says is shown. A GET changes nothing, for mail scanners follow links; a
/// POST does. Tokens and addresses are not logged.
package struct CustomerPages: Sendable {
    let workspace: Workspace
    let keys: LinkKeys
    let links: MailLinks
    let records: ConsentRecord
    let database: ConnectionPool
    let limit: RateLimit
    let now: @Sendable () -> Date

    /// nil for a workspace without `public_url` or without a key: no mail has a link then.
    ///
    /// - Parameter limit: shared by all versions of a workspace.
    package init?(
        _ workspace: Workspace, database: ConnectionPool, limit: RateLimit,
        now: @escaping @Sendable () -> Date = { .now }
    ) {
        guard let keys = LinkKeys(workspace.links.signingKeys),
            let links = MailLinks(workspace.links)
        else { return nil }
        self.workspace = workspace
        self.keys = keys
        self.links = links
        self.database = database
        self.limit = limit
        self.now = now
        records = ConsentRecord(workspace)
    }

    /// Checks a link and answers with a page; whatever fails is a page too.
    func answer(
        _ action: SignedLink.Action, _ context: some RequestContext,
        _ body: (SignedLink) async throws -> Response
    ) async -> Response {
        guard let link = link(action, context) else { return page(.unknownLink, .notFound) }
        guard link.expires > now() else { return page(.expiredLink, .gone) }
        guard limit.allows(link.customer, at: now()) else {
            return page(.tooOften, .tooManyRequests, retryAfter: 60)
        }
        do {
            return try await body(link)
        } catch let error as HTTPError {
            return page(.notUnderstood, error.status)
        } catch {
            context.logger.error(
                "a page of a link cannot be answered", error: error,
                metadata: ["customer": "\(link.customer)", "page": "\(action.path)"])
            return page(.outOfOrder, .serviceUnavailable, retryAfter: 60)
        }
    }

    func link(_ action: SignedLink.Action, _ context: some RequestContext) -> SignedLink? {
        guard let token = context.parameters.get("token"), token.utf8.count <= 8192,
            let link = keys.link(token), link.action == action
        else { return nil }
        return link
    }

    /// A page that belongs to nobody, in the workspace's language.
    func page(
        _ message: PageText.Message, _ status: HTTPResponse.Status, retryAfter: Int? = nil
    ) -> Response {
        let text = PageText(workspace.locale)
        let content = [Page.heading(text.title(message)), Page.paragraph(text.advice(message))]
        var response = Page(workspace.name, text, content).response(status)
        if let retryAfter { response.headers[.retryAfter] = "\(retryAfter)" }
        return response
    }
}
