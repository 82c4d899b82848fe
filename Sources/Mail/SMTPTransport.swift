package import Transfer

/// Mail over SMTP, over as many connections as its pool may open.
package final class SMTPTransport: Transport {
    private let pool: SMTPPool

    package init(_ pool: SMTPPool) {
        self.pool = pool
    }

    package var width: Int { pool.connections }

    package func deliver(
        _ message: OutgoingMessage, then ended: @escaping @Sendable (Delivery) -> Void
    ) {
        let mail = SMTPMail(
            from: message.sender, to: message.recipient, data: message.bytes,
            handOver: message.handOver)
        pool.send(mail) { ended(Delivery($0)) }
    }

    package func close() async {
        await pool.close()
    }
}

extension Delivery {
    fileprivate init(_ outcome: SMTPOutcome) {
        self =
            switch outcome {
            case .accepted(let reply): .accepted(detail: reply.description)
            case .refused(let reply, let fault):
                .refused(fault, code: reply.code, detail: reply.text)
            case .later(let reply): .later(code: reply.code, detail: reply.text)
            case .notTried(let problem): .unreachable(problem)
            case .unknown(let detail): .unknown(detail: detail)
            }
    }
}
