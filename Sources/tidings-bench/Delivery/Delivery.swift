import ArgumentParser
import Foundation

struct Delivery: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Send a ledger of messages: Postfix's smtp-source against Tidings' sender.",
        discussion: """
            Both hand messages of about 8 kB over the same number of connections to Postfix's \
            smtp-sink on this machine. smtp-source sends one constant message and keeps no ledger; \
            Tidings claims, judges, renders, journals, delivers and records each. With --delay both \
            reach it by way of a relay that holds back what it is told.
            """)

    @Option(help: "How many messages.")
    var messages = 200_000

    @Option(help: "How many connections.")
    var connections = 10

    @Option(help: "How often all is measured; medians are printed.")
    var `repeat` = 3

    @Option(help: "Milliseconds that the sink is away: what is said takes so long, each way.")
    var delay = 0

    @Option(help: "Sign with DKIM: rsa or ed25519.")
    var dkim: SigningKind?

    enum SigningKind: String, ExpressibleByArgument { case rsa, ed25519 }

    func validate() throws {
        guard messages >= 1 else { throw ValidationError("--messages must be at least 1.") }
        guard connections >= 1 else { throw ValidationError("--connections must be at least 1.") }
        guard self.repeat >= 1 else { throw ValidationError("--repeat must be at least 1.") }
    }

    func run() async throws {
        let benchmark = DeliveryBenchmark(
            messages: messages, connections: connections, repetitions: self.repeat,
            delay: delay, dkim: dkim, program: "/proc/self/exe")
        let report = try await benchmark.run { line in
            FileHandle.standardError.write(Data((line + "\n").utf8))
        }
        print(report.text)
    }
}
