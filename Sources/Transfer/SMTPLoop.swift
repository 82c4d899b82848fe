internal import CCurl
internal import Problems

/// The thread of a pool: opens connections as they are needed, gives each free one the next message.
///
/// Not Sendable: made and run on its thread.
final class SMTPLoop {
    private let settings: SMTPPool.Settings
    private let mailbox: SMTPMailbox
    private let multi: CurlMulti
    private var links: [SMTPLink] = []
    /// How many connections the server lets us have; fewer for a while after it refused one.
    private var width: Int
    private var widens: ContinuousClock.Instant?

    init(_ settings: SMTPPool.Settings, _ mailbox: SMTPMailbox) throws(Problem) {
        self.settings = settings
        self.mailbox = mailbox
        multi = try CurlMulti()
        width = settings.connections
    }

    func run() {
        while true {
            let (closers, isOver) = mailbox.takeClosers()
            if !closers.isEmpty || isOver { closeIdle() }
            for closer in closers { closer.resume() }
            if isOver, links.allSatisfy({ $0.job == nil }) { break }
            assign()
            if mailbox.fallAsleep(unless: !hasRoom) { wait() }
            mailbox.wakeUp()
            finishOpening()
            expire()
        }
        for link in links { multi.remove(link.handle) }
    }

    // MARK: Messages to connections

    /// The first connection opens alone: a server that does not serve us is asked once.
    private var hasRoom: Bool {
        if links.contains(where: \.isIdle) { return true }
        let isOpening = links.contains { !$0.isOpen }
        return links.count < width && (!isOpening || links.contains(where: \.isOpen))
    }

    private func assign() {
        if let widens, .now >= widens {
            width = settings.connections
            self.widens = nil
        }
        while hasRoom, let job = mailbox.next() {
            if let link = links.first(where: \.isIdle) {
                carry(job, on: link)
            } else {
                open(for: job)
            }
        }
    }

    private func carry(_ job: SMTPJob, on link: SMTPLink) {
        settle(link, link.begin(job, within: settings.transferTimeout))
    }

    /// Goes on with a connection after something came of it: with the next message, if it is free.
    private func settle(_ link: SMTPLink, _ result: SMTPLink.Result) {
        var result = result
        while true {
            switch result {
            case .pending: return
            case .settled(let outcome):
                let job = link.job
                link.job = nil
                job?.ended(outcome)
            case .lost(let outcome):
                let job = link.job
                link.job = nil
                drop(link)
                guard let job else { return }
                // Servers close idle connections, and those that have carried many messages.
                guard link.carried > 0, !job.isRetried else { return job.ended(outcome) }
                return open(for: job.again)
            }
            if link.isOver { return drop(link) }
            guard let next = mailbox.next() else { return }
            result = link.begin(next, within: settings.transferTimeout)
        }
    }

    // MARK: Connections

    private func open(for job: SMTPJob) {
        do throws(Problem) {
            let link = try SMTPLink(to: settings.server, connectTimeout: settings.connectTimeout)
            link.job = job
            guard multi.add(link.handle) else { throw CurlHandle.cannotStart() }
            links.append(link)
            multi.perform()
        } catch {
            job.ended(.notTried(error))
        }
    }

    private func drop(_ link: SMTPLink) {
        link.quit()
        multi.remove(link.handle)
        links.removeAll { $0 === link }
    }

    private func finishOpening() {
        guard links.contains(where: { !$0.isOpen }) else { return }
        multi.perform()
        while let (handle, code) = multi.nextEnded() {
            guard let link = links.first(where: { $0.handle.handle == handle }), let job = link.job
            else { continue }
            if code == CURLE_OK, link.opened() {
                carry(job, on: link)
            } else {
                let cause = link.handle.explanation(of: code)
                link.job = nil
                drop(link)
                notOpened(job, link.opening.problem(code, cause, of: settings.server.name))
            }
        }
    }

    /// A server that serves us on other connections wants no more of them for now; else it is away,
    /// for this message and for all that wait.
    private func notOpened(_ job: SMTPJob, _ problem: Problem) {
        if links.isEmpty {
            for job in [job] + mailbox.takeAll() { job.ended(.notTried(problem)) }
        } else {
            width = max(1, links.count)
            widens = .now + settings.patience
            mailbox.putBack(job)
        }
    }

    private func closeIdle() {
        for link in links where link.isIdle { drop(link) }
    }

    // MARK: Waiting

    private func wait() {
        let open = links.filter(\.isOpen)
        var sockets = [curl_waitfd(fd: mailbox.ear, events: Int16(CURL_WAIT_POLLIN), revents: 0)]
        sockets += open.map { link in
            let events = link.wantsToSend ? CURL_WAIT_POLLIN | CURL_WAIT_POLLOUT : CURL_WAIT_POLLIN
            return curl_waitfd(fd: link.socket ?? -1, events: Int16(events), revents: 0)
        }
        multi.wait(on: &sockets, milliseconds: waitingTime)
        for (link, socket) in zip(open, sockets.dropFirst()) where socket.revents != 0 {
            settle(link, link.goOn())
        }
    }

    /// Until the next deadline, a minute at most; libcurl adds its own while it opens connections.
    private var waitingTime: Int {
        let next = links.compactMap(\.deadline).min()
        return min(60_000, next.map { max(1, ($0 - .now).milliseconds) } ?? 60_000)
    }

    private func expire() {
        let now = ContinuousClock.now
        for link in links where link.deadline.map({ $0 <= now }) ?? false {
            settle(link, link.ranOut())
        }
    }
}
