import Foundation
import Problems
import Testing
import Transfer

@testable import Mail

struct FileTransportTests {
    /// A folder of the test's own, gone afterwards.
    static func withFolder(_ body: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "tidings-outbox-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        do {
            try await body(folder)
        } catch {
            try FileManager.default.removeItem(at: folder)
            throw error
        }
        try FileManager.default.removeItem(at: folder)
    }

    static func outgoing(_ text: String = "Hello\n") throws -> OutgoingMessage {
        OutgoingMessage(try MailMessageTests.message(text: text))
    }

    @Test func `a message becomes one file that only its user may read`() async throws {
        try await Self.withFolder { folder in
            let transport = FileTransport(folder: folder.appending(path: "a/outbox"))
            let message = try Self.outgoing()
            let name = "\(MailMessageTests.id.fileName).eml"
            #expect(
                await transport.deliver(message) == .accepted(detail: "in the outbox as \(name)"))
            let file = transport.file(of: message.messageID)
            #expect(Array(try Data(contentsOf: file)) == message.bytes)
            let outbox = folder.appending(path: "a/outbox").path(percentEncoded: false)
            #expect(try FileManager.default.contentsOfDirectory(atPath: outbox) == [name])
            let mode = try FileManager.default
                .attributesOfItem(atPath: file.path(percentEncoded: false))[.posixPermissions]
            #expect(mode as? Int == 0o600)
        }
    }

    @Test func `a message that is already there is accepted and left alone`() async throws {
        try await Self.withFolder { folder in
            let transport = FileTransport(folder: folder)
            let first = try Self.outgoing()
            _ = await transport.deliver(first)
            let name = "\(MailMessageTests.id.fileName).eml"
            #expect(
                await transport.deliver(try Self.outgoing("Other\n"))
                    == .accepted(detail: "already in the outbox as \(name)"))
            let file = transport.file(of: first.messageID)
            #expect(Array(try Data(contentsOf: file)) == first.bytes)
        }
    }

    @Test func `a folder that cannot be written to is safe to try again`() async throws {
        try await Self.withFolder { folder in
            let blocked = folder.appending(path: "outbox")
            try Data().write(to: blocked)
            let delivery = await FileTransport(folder: blocked).deliver(try Self.outgoing())
            guard case .unreachable(let problem) = delivery else {
                Issue.record("delivered")
                return
            }
            #expect(problem.summary == "a message cannot be written to the folder outbox")
            #expect(problem.kind == .infrastructure)
        }
    }

    @Test func `past its deadline nothing is written`() async throws {
        try await Self.withFolder { folder in
            let transport = FileTransport(folder: folder)
            var message = try Self.outgoing()
            message.handOver = HandOver(isAllowed: { false })
            guard case .unreachable(let problem) = await transport.deliver(message) else {
                Issue.record("delivered")
                return
            }
            #expect(problem.summary == "a message came too late to be handed over")
            let path = folder.path(percentEncoded: false)
            #expect(try FileManager.default.contentsOfDirectory(atPath: path) == [])
        }
    }
}
