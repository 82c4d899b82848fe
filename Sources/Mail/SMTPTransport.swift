package import Transfer

/// Mail over SMTP: one connection, so one message in the air at a time.
///
/// Who wants more at once makes more transports.
package final class SMTPTransport: Transport {
    private let connection: SMTPConnection

    /// A transport over a connection of its own.
    package init(_ connection: SMTPConnection) {
        self.connection = connection
    }

    package func deliver(_ message: OutgoingMessage) async -> Delivery {
        let outcome = await connection.send(
            from: message.sender, to: message.recipient, data: message.bytes,
            before: message.deadline)
        return switch outcome {
        case .accepted(let reply): .accepted(detail: reply.description)
        case .refused(let reply): .refused(code: reply.code, detail: reply.text)
        case .later(let reply): .later(code: reply.code, detail: reply.text)
        case .notTried(let problem): .unreachable(problem)
        case .unknown(let detail): .unknown(detail: detail)
        }
    }

    package func close() async {
        await connection.close()
    }
}
