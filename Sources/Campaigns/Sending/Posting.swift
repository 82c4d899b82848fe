package import Definitions
import Foundation
package import Mail
import Problems

/// What turns a message into one that can leave: its return path and the signatures of its domain.
package struct Posting: Sendable {
    private let signers: [DKIMSigner]
    private let paths: ReturnPaths?

    /// - Throws: a problem when a key cannot be read, or one is missing.
    package init(_ workspace: Workspace) throws {
        signers = try workspace.mail.dkim.map { settings in
            DKIMSigner(
                domain: settings.domain, selector: settings.selector,
                key: try DKIMKey(file: URL(filePath: settings.keyFile)))
        }
        paths = try ReturnPaths(workspace)
    }

    /// The message as it leaves; `date` is the signatures' time, the same for the same message.
    package func outgoing(_ message: MailMessage) throws -> OutgoingMessage {
        var outgoing = OutgoingMessage(message)
        if let paths {
            outgoing.sender = paths.path(of: message.messageID, to: message.to.address)
        }
        for signer in signers {
            outgoing.bytes = try signer.signed(outgoing.bytes, at: message.date)
        }
        return outgoing
    }
}
