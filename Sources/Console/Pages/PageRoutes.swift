import Campaigns
package import Hummingbird

/// The paths of links in mails, each request answered by the pages that are in force when it comes.
package struct PageRoutes: Sendable {
    private let pages: @Sendable () -> CustomerPages?

    /// - Parameter pages: nil while the workspace has no `public_url` or no key: there is nothing at
    ///   these paths then.
    package init(_ pages: @escaping @Sendable () -> CustomerPages?) {
        self.pages = pages
    }

    /// Adds `/unsubscribe/TOKEN` and so on.
    package func add<Context: RequestContext>(to router: Router<Context>) {
        router.get("unsubscribe/:token") { _, context in
            try await answer(.unsubscribe, context) { try await $0.askToUnsubscribe($1) }
        }
        router.post("unsubscribe/:token") { request, context in
            try await answer(.unsubscribe, context) { try await $0.unsubscribe($1, request) }
        }
        router.get("preferences/:token") { _, context in
            try await answer(.preferences, context) { try await $0.showPreferences($1) }
        }
        router.post("preferences/:token") { request, context in
            try await answer(.preferences, context) { try await $0.savePreferences($1, request) }
        }
        router.get("confirm/:token") { _, context in
            try await answer(.confirm, context) { try await $0.askToConfirm($1) }
        }
        router.post("confirm/:token") { request, context in
            try await answer(.confirm, context) { try await $0.confirm($1, request) }
        }
        router.get("click/:token") { _, context in
            try await inForce().follow(context, isSeen: true)
        }
        router.head("click/:token") { _, context in
            try await inForce().follow(context, isSeen: false)
        }
        router.get("open/:token") { _, context in
            try await inForce().open(context)
        }
    }

    private func answer(
        _ action: SignedLink.Action, _ context: some RequestContext,
        _ body: (CustomerPages, SignedLink) async throws -> Response
    ) async throws -> Response {
        let pages = try inForce()
        return await pages.answer(action, context) { try await body(pages, $0) }
    }

    private func inForce() throws -> CustomerPages {
        guard let pages = pages() else { throw HTTPError(.notFound) }
        return pages
    }
}
