import ArgumentParser
import Foundation
import Problems

struct Delivery: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Send a ledger of messages: Postfix's smtp-source against Tidings' sender.",
        discussion: """
            Both hand messages of about 8 kB over the same number of connections to Postfix's \
            smtp-sink on this machine. smtp-source sends one constant message and keeps no ledger; \
            Tidings claims, judges, renders, journals, delivers and records each. With --delay all \
            runs in a network namespace of its own, whose loopback is slow; that takes root.
            """)

    @Option(help: "How many messages.")
    var messages = 200_000

    @Option(help: "How many connections.")
    var connections = 10

    @Option(help: "How often all is measured; medians are printed.")
    var `repeat` = 3

    @Option(help: "Milliseconds that each packet on loopback takes longer.")
    var delay = 0

    @Option(help: "Sign with DKIM: rsa or ed25519.")
    var dkim: SigningKind?

    @Flag(help: .hidden)
    var isInside = false

    enum SigningKind: String, ExpressibleByArgument { case rsa, ed25519 }

    func validate() throws {
        guard messages >= 1 else { throw ValidationError("--messages must be at least 1.") }
        guard connections >= 1 else { throw ValidationError("--connections must be at least 1.") }
        guard self.repeat >= 1 else { throw ValidationError("--repeat must be at least 1.") }
    }

    func run() async throws {
        if delay > 0, !isInside { try enterNamespace() }
        let benchmark = DeliveryBenchmark(
            messages: messages, connections: connections, repetitions: self.repeat,
            delay: delay, dkim: dkim, program: "/proc/self/exe")
        let report = try await benchmark.run { line in
            FileHandle.standardError.write(Data((line + "\n").utf8))
        }
        print(report.text)
    }

    /// Begins again where loopback is slow and nobody else is.
    private func enterNamespace() throws {
        let unshare = try MeasuredProcess.find("unshare", package: "util-linux")
        _ = try MeasuredProcess.find("tc", package: "iproute2")
        let script = """
            ip link set lo up && tc qdisc add dev lo root netem delay \(delay)ms limit 100000 \
            && exec "$0" "$@"
            """
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let words =
            [unshare, "--net", "sh", "-c", script, program]
            + ProcessInfo.processInfo.arguments.dropFirst() + ["--is-inside"]
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        execv(unshare, &arguments)
        throw Problem(
            .failed, "a network namespace cannot be entered",
            hint: "--delay needs root, util-linux and iproute2.")
    }
}
