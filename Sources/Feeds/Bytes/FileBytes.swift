import Problems

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A file that is read once from its front, with a look back at any stretch of it.
final class FileBytes: FeedBytes {
    /// What tells one version of a file from another without reading it.
    struct Version: Equatable, Sendable {
        var size: Int
        var inode: UInt64
        var modifiedNanoseconds: Int64
    }

    private let descriptor: Int32
    private let name: String
    private let expected: Version?
    private(set) var readCount = 0

    /// Opens the file at a path.
    ///
    /// - Parameters:
    ///   - name: How problems call it.
    ///   - expected: What the file must be now, and still be when its end is reached.
    init(path: String, name: String, expecting expected: Version? = nil) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.cannotRead(name, error: errno) }
        self.descriptor = descriptor
        self.name = name
        self.expected = expected
        try checkVersion()
    }

    deinit { close(descriptor) }

    func version() throws -> Version {
        let status = try status()
        #if canImport(Glibc)
        let modified = status.st_mtim
        #else
        let modified = status.st_mtimespec
        #endif
        return Version(
            size: Int(status.st_size), inode: UInt64(status.st_ino),
            modifiedNanoseconds: Self.nanoseconds(modified))
    }

    /// The version, and when the file was last written, renamed or linked: no two versions of a file
    /// have one, for that time cannot be set.
    func stamp() throws -> String {
        let status = try status()
        #if canImport(Glibc)
        let times = [status.st_mtim, status.st_ctim]
        #else
        let times = [status.st_mtimespec, status.st_ctimespec]
        #endif
        let numbers =
            [
                Int64(truncatingIfNeeded: status.st_dev),
                Int64(truncatingIfNeeded: status.st_ino), Int64(status.st_size),
            ] + times.map(Self.nanoseconds)
        return numbers.map(String.init).joined(separator: " ")
    }

    private func status() throws -> stat {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.cannotRead(name, error: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw Self.notAFile(name) }
        return status
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    /// Whether the file is still the one that was found; said of itself when its end is read.
    func checkVersion() throws {
        let version = try version()
        guard let expected, version != expected else { return }
        throw Self.changed(name)
    }

    /// Moves the front: what stands before is not read.
    func skip(to offset: Int) { lseek(descriptor, off_t(offset), SEEK_SET) }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard let base = buffer.baseAddress else { return 0 }
        var filled = 0
        while filled < buffer.count {
            #if canImport(Glibc)
            let count = Glibc.read(descriptor, base + filled, buffer.count - filled)
            #else
            let count = Darwin.read(descriptor, base + filled, buffer.count - filled)
            #endif
            if count == 0 {
                try checkVersion()
                break
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw Self.cannotRead(name, error: errno)
            }
            filled += count
            readCount += count
        }
        return filled
    }

    /// A stretch of the file, or what there is of it; the front does not move.
    func bytes(at offset: Int, count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = max(0, pread(descriptor, buffer.baseAddress, count, off_t(offset)))
        }
    }

    /// The file keeps all of it.
    func release(before offset: Int) {}
}

extension FileBytes {
    private static func cannotRead(_ name: String, error: Int32) -> Problem {
        Problem(
            .infrastructure, "cannot read \(name)",
            hint: "Check that the file is there and that Tidings may read it.",
            cause: String(cString: strerror(error)))
    }

    private static func changed(_ name: String) -> Problem {
        Problem(
            .guarded, "\(name) changed while it was read", at: Place(name),
            hint: "Run the job again once the file is written; "
                + "senders do best to write under another name and to rename.")
    }

    private static func notAFile(_ name: String) -> Problem {
        Problem(.guarded, "\(name) is not a file", hint: "A feed reads one plain file.")
    }
}
