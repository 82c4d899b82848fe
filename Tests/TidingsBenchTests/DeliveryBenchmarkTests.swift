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

    @Test(.enabled(if: hasTools, "needs postfix and openssl"))
    func `a sink that is away costs each side the time of its round trips`() async throws {
        let report = try await DeliveryBenchmark(
            messages: 60, connections: 3, repetitions: 1, delay: 5, dkim: nil,
            program: ExtractBenchmarkTests.program
        ).run { _ in }
        let step = try #require(report.steps.first)
        // 20 messages each: smtp-source waits for MAIL, RCPT, DATA and the text, Tidings for the
        // first three at once and the text.
        #expect(try #require(step.floor.first).seconds >= 20 * 4 * 0.010)
        #expect(try #require(step.tidings.first).seconds >= 20 * 2 * 0.010)
    }
}
