package import Problems

/// One message for a mail server: its envelope, its text, and who is asked before it leaves.
package struct SMTPMail: Sendable {
    /// The envelope's sender; empty for none.
    package var from: String
    /// The envelope's recipient.
    package var to: String
    /// The message, lines ending in CRLF.
    package var data: [UInt8]
    package var handOver: HandOver

    package init(from: String, to: String, data: [UInt8], handOver: HandOver = .free) {
        self.from = from
        self.to = to
        self.data = data
        self.handOver = handOver
    }
}

/// Who is asked whether a message may still leave, and told just before it does.
///
/// Both are called on the thread that sends: they must not wait for anything.
package struct HandOver: Sendable {
    /// May it still be handed over? Asked before the envelope, when ``begins`` has been told, and
    /// before the last byte of a long text; no means that nothing was handed over.
    package var isAllowed: @Sendable () -> Bool
    /// The text leaves now: from here on a crash leaves the message's fate unknown.
    package var begins: @Sendable () throws(Problem) -> Void

    package init(
        isAllowed: @escaping @Sendable () -> Bool,
        begins: @escaping @Sendable () throws(Problem) -> Void = {}
    ) {
        self.isAllowed = isAllowed
        self.begins = begins
    }

    /// Nobody minds.
    package static let free = HandOver(isAllowed: { true })

    /// A message whose sender may no longer hand it over.
    package static func tooLate() -> Problem {
        Problem(
            .refused, "a message came too late to be handed over",
            hint: "Another sender may have taken it over; it will be tried again if it was not.")
    }
}
