import Foundation
import Glibc
import Problems
import Synchronization

/// What a sender was about, kept so that a crash leaves no doubt beyond the messages in its hands.
///
/// One line is written before a message's text leaves and one when its fate is known; both reach the
/// kernel before the sender goes on, so they outlive the process, whatever kills it: of each open
/// connection at most one message is in doubt. The file is locked while its sender lives. A file
/// from before a reboot may lack its last lines: then everything that its sender held and did not
/// finish counts as tried.
final class SendJournal: Sendable {
    /// The name of the sender, as the outbox knows it.
    let sender: String
    private let file: URL
    private let descriptor: Int32
    private let written = Atomic(0)

    /// Opens a journal of its own for a new sender.
    init(in folder: URL) throws(Problem) {
        sender = "\(Self.host).\(Self.bootID).\(getpid()).\(UInt32.random(in: 0...UInt32.max))"
        file = folder.appendingPathComponent("\(sender).journal")
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true)
        } catch {
            throw Self.notWritable(folder)
        }
        // Locked before it has the name by which others look for journals that nobody holds.
        let aside = "\(file.path).new"
        descriptor = open(aside, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0,
            rename(aside, file.path) == 0
        else {
            throw Self.notWritable(folder)
        }
    }

    deinit { Glibc.close(descriptor) }

    /// Notes that a message is about to be handed over.
    func tries(_ message: JournalName) throws(Problem) { try write("try \(message)") }

    /// Notes what became of a message.
    func ended(_ message: JournalName, as fate: MessageFate) throws(Problem) {
        try write("end \(message) \(fate.journalState) \(fate.detail ?? "")")
    }

    /// Notes that a message whose text had begun to leave was not handed over after all.
    func gaveUp(_ message: JournalName) throws(Problem) { try write("not \(message)") }

    /// Whether so much has been noted that it should begin anew once all of it is in the ledger.
    var isLong: Bool { written.load(ordering: .relaxed) > 8 << 20 }

    /// Everything in it is in the ledger, and nothing is on its way: it begins anew.
    func clear() throws(Problem) {
        guard ftruncate(descriptor, 0) == 0 else {
            throw Self.notWritable(file.deletingLastPathComponent())
        }
        written.store(0, ordering: .relaxed)
    }

    /// Everything in it is in the ledger: the journal goes.
    func remove() { unlink(file.path) }

    private func write(_ line: String) throws(Problem) {
        var bytes = Array(line.utf8)
        for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") {
            bytes[index] = UInt8(ascii: " ")
        }
        bytes.append(UInt8(ascii: "\n"))
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else {
            throw Self.notWritable(file.deletingLastPathComponent())
        }
        written.add(bytes.count, ordering: .relaxed)
    }
}

extension SendJournal {
    /// What a journal tells of a sender that is gone.
    struct Remains: Sendable {
        let sender: String
        let file: URL
        /// Held as long as this is looked at: no other sender settles the same.
        let lock: Lock
        let notes: [MessageKey.Digest: Note]
        /// Whether the machine was restarted since: the last lines may be missing.
        let isFromBeforeReboot: Bool
    }

    /// What a journal tells of a message that was tried.
    struct Note: Sendable {
        let messageID: String
        /// nil where nothing tells.
        let fate: MessageFate?
    }

    /// The lock of a journal whose sender is gone, until it is let go.
    final class Lock: Sendable {
        private let descriptor: Int32

        private init(_ descriptor: Int32) { self.descriptor = descriptor }

        /// nil when there is no such file, or its sender lives.
        static func take(_ file: URL) -> Lock? {
            let descriptor = open(file.path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { return nil }
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                Glibc.close(descriptor)
                return nil
            }
            return Lock(descriptor)
        }

        deinit { Glibc.close(descriptor) }
    }

    /// The journals in a folder whose senders are gone.
    static func abandoned(in folder: URL) -> [Remains] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".journal") }.sorted().compactMap { name in
            remains(of: folder.appendingPathComponent(name))
        }
    }

    /// The senders whose journals are here and locked.
    static func living(in folder: URL) -> Set<String> {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return Set(
            names.filter { $0.hasSuffix(".journal") }.map { String($0.dropLast(8)) })
    }

    private static func remains(of file: URL) -> Remains? {
        guard let lock = Lock.take(file),
            let bytes = FileManager.default.contents(atPath: file.path)
        else { return nil }
        let sender = file.deletingPathExtension().lastPathComponent
        return Remains(
            sender: sender, file: file, lock: lock, notes: notes(in: bytes),
            isFromBeforeReboot: !sender.hasPrefix("\(host).\(bootID)."))
    }

    /// What the journal of a sender tells that stands still; nil if there is none.
    static func notes(of sender: String, in folder: URL) -> [MessageKey.Digest: Note]? {
        let file = folder.appendingPathComponent("\(sender).journal")
        return FileManager.default.contents(atPath: file.path).map(notes)
    }

    private static func notes(in bytes: Data) -> [MessageKey.Digest: Note] {
        // A last line may be cut anywhere, also inside a letter.
        let text = String(decoding: bytes, as: UTF8.self)
        var notes: [MessageKey.Digest: Note] = [:]
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 4).map(String.init)
            guard words.count >= 3 else { continue }
            let digest = MessageKey.Digest(words[1])
            if words[0] == "not" {
                notes[digest] = nil
                continue
            }
            let fate =
                words.count >= 4
                ? MessageFate(journalState: words[3], words.count > 4 ? words[4] : nil) : nil
            notes[digest] = Note(messageID: words[2], fate: fate)
        }
        return notes
    }

    private static let host = ProcessInfo.processInfo.hostName.map {
        $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-"
    }.reduce(into: "") { $0.append($1) }

    /// Changes with every start of the machine.
    private static let bootID: String = {
        let path = "/proc/sys/kernel/random/boot_id"
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? "unknown"
        return String(text.prefix(8))
    }()

    private static func notWritable(_ folder: URL) -> Problem {
        Problem(
            .infrastructure, "the send journal in \(folder.path) cannot be written",
            hint: "Nothing is sent without it. Check the folder's owner and the disk's space.")
    }
}
