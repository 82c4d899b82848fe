import Campaigns
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Postgres

extension CustomerPages {
    /// Leads to where the mail's link led; only what this workspace signed is followed.
    ///
    /// - Parameter isSeen: whether a person may be behind it: a HEAD is a program's.
    func follow(_ context: some RequestContext, isSeen: Bool) async -> Response {
        guard let link = link(.click, context) else { return page(.unknownLink, .notFound) }
        if isSeen { await record(link, context) }
        var response = Response(status: .found)
        response.headers[.location] = link.url
        Page.protect(&response.headers)
        return response
    }

    /// The picture by which a mail tells that it was opened.
    func open(_ context: some RequestContext) async -> Response {
        guard let link = link(.open, context) else { return page(.unknownLink, .notFound) }
        await record(link, context)
        var response = Response(
            status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(bytes: Self.pixel)))
        response.headers[.contentType] = "image/gif"
        Page.protect(&response.headers)
        return response
    }

    /// Who follows a link gets there whether it can be recorded or not.
    private func record(_ link: SignedLink, _ context: some RequestContext) async {
        guard link.expires > now(), limit.allows(link.customer, at: now()) else { return }
        do {
            try await database.with { connection in
                try await records.follow(link, at: now(), on: connection)
            }
        } catch {
            context.logger.error(
                "a click could not be recorded", error: error,
                metadata: ["customer": "\(link.customer)"])
        }
    }

    /// One transparent point, as GIF.
    private static let pixel: [UInt8] = [
        0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 0x01, 0x00, 0x01, 0x00, 0x80, 0x00, 0x00, 0x00, 0x00,
        0x00, 0xFF, 0xFF, 0xFF, 0x21, 0xF9, 0x04, 0x01, 0x00, 0x00, 0x00, 0x00, 0x2C, 0x00, 0x00,
        0x00, 0x00, 0x01, 0x00, 0x01, 0x00, 0x00, 0x02, 0x01, 0x44, 0x00, 0x3B,
    ]
}
