import NIOCore
import NIOPosix

/// A name server on loopback that knows TXT records and nothing else.
package final class NameServer: Sendable {
    package let port: Int
    private let channel: any Channel

    /// - Parameter records: TXT records by name; a name that is not among them does not exist.
    package init(_ records: [String: [String]]) async throws {
        channel = try await DatagramBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Answering(records: records))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        port = channel.localAddress?.port ?? 0
    }

    package func stop() async throws {
        try await channel.close()
    }

    private final class Answering: ChannelInboundHandler {
        typealias InboundIn = AddressedEnvelope<ByteBuffer>
        typealias OutboundOut = AddressedEnvelope<ByteBuffer>
        let records: [String: [String]]

        init(records: [String: [String]]) { self.records = records }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let envelope = unwrapInboundIn(data)
            guard let answer = answer(to: Array(envelope.data.readableBytesView)) else { return }
            context.writeAndFlush(
                wrapOutboundOut(
                    AddressedEnvelope(
                        remoteAddress: envelope.remoteAddress,
                        data: context.channel.allocator.buffer(bytes: answer))),
                promise: nil)
        }

        /// RFC 1035, 4.1: the header, the question again, and a record an answer.
        private func answer(to query: [UInt8]) -> [UInt8]? {
            guard query.count > 12, let name = name(in: query[12...]) else { return nil }
            let question = query[12..<(12 + name.length + 4)]
            let texts = records[name.text]
            let answers = UInt8(texts?.count ?? 0)
            // A response, recursion available; code 3 says that there is no such name.
            var bytes = query[0..<2] + [0x81, texts == nil ? 0x83 : 0x80]
            bytes += [0, 1, 0, answers, 0, 0, 0, 0] + question
            for text in texts ?? [] {
                var strings: [UInt8] = []
                var rest = Array(text.utf8)[...]
                repeat {
                    let part = rest.prefix(255)
                    strings += [UInt8(part.count)] + part
                    rest = rest.dropFirst(255)
                } while !rest.isEmpty
                bytes += [0xC0, 12, 0, 16, 0, 1, 0, 0, 0, 60]
                bytes += [UInt8(strings.count >> 8), UInt8(strings.count & 255)] + strings
            }
            return Array(bytes)
        }

        private func name(in bytes: ArraySlice<UInt8>) -> (text: String, length: Int)? {
            var labels: [String] = []
            var position = bytes.startIndex
            while position < bytes.endIndex, bytes[position] > 0 {
                let end = position + 1 + Int(bytes[position])
                guard end < bytes.endIndex else { return nil }
                labels.append(String(decoding: bytes[(position + 1)..<end], as: UTF8.self))
                position = end
            }
            return (labels.joined(separator: "."), position + 1 - bytes.startIndex)
        }
    }
}
