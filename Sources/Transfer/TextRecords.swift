internal import CResolv
package import Problems

/// A name's TXT records, as the domain name system has them. The resolver's calls block, on a queue
/// of the actor's own.
package actor TextRecords {
    /// A name server by its IPv4 address; nil for the machine's own resolver.
    private let server: (address: String, port: Int)?
    private let executor = BlockingExecutor(label: "tidings.names")

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    package init(server: (address: String, port: Int)? = nil) {
        self.server = server
    }

    /// The records of a name, each put together from its parts; none where there is none.
    ///
    /// - Throws: an `.infrastructure` problem when no name server answers.
    package func of(_ name: String) throws(Problem) -> [String] {
        guard let bytes = Self.ask(name, server) else { throw Self.noAnswer(name) }
        return bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func ask(
        _ name: String, _ server: (address: String, port: Int)?
    ) -> [UInt8]? {
        var texts = [CChar](repeating: 0, count: 65_536)
        let size = Int32(texts.count)
        let used = tidings_txt(name, server?.address, Int32(server?.port ?? 53), &texts, size)
        return used < 0 ? nil : texts.prefix(Int(used)).map(UInt8.init(bitPattern:))
    }
}

extension TextRecords {
    private static func noAnswer(_ name: String) -> Problem {
        Problem(
            .infrastructure, "no name server answered for \(name)",
            hint: "Check the machine's network and /etc/resolv.conf, then look again.")
    }
}
