internal import Dispatch
package import Foundation
internal import Problems
internal import Transfer

#if canImport(Glibc)
internal import Glibc
#endif

/// Mail into a folder: one `.eml` file a message, named after its Message-ID.
///
/// A file is whole or not there, also after a crash: written aside, flushed, then renamed. A
/// message that is already there is accepted again and left alone. Only the user may read them.
package final class FileTransport: Transport {
    private let queue = DispatchQueue(label: "tidings.outbox")
    private let folder: URL

    /// A message is one file: the same again is the same file.
    package var isIdempotent: Bool { true }

    /// A transport into a folder, which is made when the first message comes.
    package init(folder: URL) {
        self.folder = folder
    }

    /// Where the file of a message is or will be.
    package func file(of messageID: MessageID) -> URL {
        folder.appending(path: "\(messageID.fileName).eml")
    }

    package func deliver(
        _ message: OutgoingMessage, then ended: @escaping @Sendable (Delivery) -> Void
    ) {
        queue.async { ended(self.put(message)) }
    }

    /// Nothing is held open.
    package func close() {}

    private func put(_ message: OutgoingMessage) -> Delivery {
        let file = file(of: message.messageID)
        let name = file.lastPathComponent
        if access(file.path(percentEncoded: false), F_OK) == 0 {
            return .accepted(detail: "already in the outbox as \(name)")
        }
        do throws(Problem) { try message.handOver.begins() } catch { return .unreachable(error) }
        // Asked once it is noted: who stood still in between finds that it may not.
        guard message.handOver.isAllowed() else { return .unreachable(HandOver.tooLate()) }
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
            try write(message.bytes, to: file)
        } catch {
            let cause = (error as? Failure).map { String(cString: strerror($0.code)) }
            return .unreachable(
                Self.notWritten(folder.lastPathComponent, cause ?? "the folder cannot be made"))
        }
        return .accepted(detail: "in the outbox as \(name)")
    }

    private struct Failure: Error {
        var code: Int32
    }

    private func write(_ bytes: [UInt8], to file: URL) throws(Failure) {
        let target = file.path(percentEncoded: false)
        let aside = "\(target).\(getpid()).part"
        let descriptor = open(aside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Failure(code: errno) }
        do throws(Failure) {
            defer { Foundation.close(descriptor) }
            try write(bytes, to: descriptor)
        } catch {
            unlink(aside)
            throw error
        }
        guard rename(aside, target) == 0 else {
            let failure = Failure(code: errno)
            unlink(aside)
            throw failure
        }
        try flushFolder()
    }

    private func write(_ bytes: [UInt8], to descriptor: Int32) throws(Failure) {
        var position = 0
        while position < bytes.count {
            let count = bytes[position...].withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Failure(code: errno) }
            position += count
        }
        guard fsync(descriptor) == 0 else { throw Failure(code: errno) }
    }

    /// A file's name outlives a crash only when its folder has been flushed too.
    private func flushFolder() throws(Failure) {
        let descriptor = open(folder.path(percentEncoded: false), O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(code: errno) }
        defer { Foundation.close(descriptor) }
        guard fsync(descriptor) == 0 else { throw Failure(code: errno) }
    }

    private static func notWritten(_ folder: String, _ cause: String) -> Problem {
        Problem(
            .infrastructure, "a message cannot be written to the folder \(folder)",
            hint: "Is there room on the disk, and may this user write there? Trying again is safe.",
            cause: cause)
    }
}
