import Foundation
import Problems
import Synchronization

/// Makes a server on this machine a distant one: what clients and server say to each other arrives
/// so much later, each way.
///
/// One thread passes on what it reads when its time has come. What TCP does below is not delayed: a
/// connection opens at once, and what fits into one write arrives together.
final class DelayRelay: Sendable {
    /// Where clients find the server now: `127.0.0.1:PORT`.
    let address: String
    private let isOver = Atomic(false)

    init(to server: UInt16, delay: Duration) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard Loopback.with(port: 0, { bind(listener, $0, $1) }) == 0, listen(listener, 100) == 0,
            let port = Loopback.port(of: listener)
        else { throw Loopback.noPort }
        address = "127.0.0.1:\(port)"
        Thread { [self] in
            var traffic = Traffic(listener, server, delay)
            while !isOver.load(ordering: .relaxed) { traffic.pass() }
            traffic.close()
        }.start()
    }

    /// Hangs up on everybody.
    func stop() { isOver.store(true, ordering: .relaxed) }
}

/// The connections of a relay, and what is on its way over them.
private struct Traffic {
    /// One direction of a connection.
    private struct Way {
        let from: Int32
        let to: Int32
        /// What was read and when it may arrive; nothing stands for the end.
        var underway: [(due: ContinuousClock.Instant, bytes: [UInt8])] = []
        /// Whether all was read that will ever come.
        var isRead = false
    }

    private let listener: Int32
    private let server: UInt16
    private let delay: Duration
    private var ways: [Way] = []

    init(_ listener: Int32, _ server: UInt16, _ delay: Duration) {
        self.listener = listener
        self.server = server
        self.delay = delay
    }

    /// Waits for what comes next, reads what has come and hands over what is due.
    mutating func pass() {
        let due = ways.compactMap(\.underway.first?.due).min()
        let wait = due.map { ($0 - .now) / .milliseconds(1) } ?? 100
        // A negative descriptor is passed over.
        var sockets = ([listener] + ways.map { $0.isRead ? -1 : $0.from })
            .map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        poll(&sockets, nfds_t(sockets.count), Int32(min(100, max(0, wait.rounded(.up)))))
        for index in ways.indices where sockets[index + 1].revents != 0 { read(index) }
        for index in ways.indices { deliver(index) }
        if sockets[0].revents != 0 { accept() }
    }

    func close() {
        for way in ways { Glibc.close(way.from) }
        Glibc.close(listener)
    }

    private mutating func accept() {
        let client = Glibc.accept(listener, nil, nil)
        let far = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard client >= 0, Loopback.with(port: server, { connect(far, $0, $1) }) == 0 else {
            Glibc.close(client)
            Glibc.close(far)
            return
        }
        for end in [client, far] {
            var isOn: Int32 = 1
            setsockopt(
                end, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, socklen_t(MemoryLayout<Int32>.size))
        }
        ways.append(Way(from: client, to: far))
        ways.append(Way(from: far, to: client))
    }

    private mutating func read(_ index: Int) {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = recv(ways[index].from, &bytes, bytes.count, 0)
        ways[index].isRead = count <= 0
        ways[index].underway.append((.now + delay, Array(bytes.prefix(max(0, count)))))
    }

    private mutating func deliver(_ index: Int) {
        while let next = ways[index].underway.first, next.due <= .now {
            ways[index].underway.removeFirst()
            if next.bytes.isEmpty {
                shutdown(ways[index].to, Int32(SHUT_WR))
            } else {
                send(ways[index].to, next.bytes, next.bytes.count, Int32(MSG_NOSIGNAL))
            }
        }
    }
}
