import Foundation
import Testing

@testable import tidings_bench

struct DeliveryBenchmarkTests {
    private static let hasTools = ["smtp-source", "smtp-sink", "openssl"].allSatisfy {
        (try? MeasuredProcess.find($0, package: "")) != nil
    }

    @Test(
        .enabled(if: hasTools, "needs postfix and openssl"),
        arguments: [nil, Delivery.SigningKind.ed25519])
    func `few messages go over both sides, and all of them are accepted`(
        dkim: Delivery.SigningKind?
    ) async throws {
        let report = try await DeliveryBenchmark(
            messages: 300, connections: 3, repetitions: 1, delay: 0, dkim: dkim,
            program: ExtractBenchmarkTests.program
        ).run { _ in }
        let step = try #require(report.steps.first)
        #expect(step.name.hasPrefix("300 messages, 3 connections"))
        #expect(step.floor.count == 1 && step.tidings.count == 1)
    }
}
