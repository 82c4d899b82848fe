internal import CCurl
internal import Foundation
package import Problems

/// A folder on an IMAP server, read through libcurl: what nobody has read for us yet.
///
/// A message that is through gets the keyword `$TidingsRead`; where a server keeps no keywords, it is
/// found again, and its reader has to know it. Nothing is deleted or moved.
package actor IMAPFolder {
    private let executor = BlockingExecutor(label: "tidings.imap")
    private let address: Address
    private var handle: CurlHandle?

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// What a folder's URL says.
    private struct Address {
        var name: String
        var folder: String
        var user: String?
        var password: String?
        var authorities: String?
        var isInTheClear: Bool
    }

    private static let keyword = "$TidingsRead"

    /// - Parameter url: `imaps://user:password@host/INBOX`; `imap://` turns to TLS by STARTTLS, except
    ///   on this machine. `?ca=…` names a file of certificates to trust.
    /// - Throws: a problem that never shows the URL, which holds a password.
    package init(url text: String) throws(Problem) {
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            scheme == "imap" || scheme == "imaps", let host = parts.host, !host.isEmpty,
            parts.percentEncodedPath.count > 1
        else { throw Self.notAFolder() }
        let port = parts.port.map { ":\($0)" } ?? ""
        address = Address(
            name: "\(host)\(port)",
            folder: "\(scheme)://\(host)\(port)\(parts.percentEncodedPath)",
            user: parts.user, password: parts.password,
            authorities: parts.queryItems?.first { $0.name == "ca" }?.value,
            isInTheClear: scheme == "imap"
                && (host == "localhost" || host == "::1" || host.hasPrefix("127.")))
    }

    /// The numbers of the messages that are not through yet, the oldest first.
    package func unread() throws -> [Int] {
        let answer = try perform(
            address.folder, request: "UID SEARCH UNDELETED UNKEYWORD \(Self.keyword)")
        return String(decoding: answer, as: UTF8.self).split(whereSeparator: \.isNewline)
            .filter { $0.hasPrefix("* SEARCH") }
            .flatMap { $0.split(separator: " ").dropFirst(2).compactMap { Int($0) } }
            .sorted()
    }

    /// The first bytes of a message, its headers first, so many at most: the rest stays where it is.
    package func message(_ number: Int, first count: Int) throws -> [UInt8] {
        try perform("\(address.folder)/;UID=\(number)/;PARTIAL=0.\(count)", request: nil)
    }

    /// Says that messages are through.
    package func settle(_ numbers: [Int]) throws {
        guard !numbers.isEmpty else { return }
        let list = numbers.map(String.init).joined(separator: ",")
        _ = try perform(
            address.folder, request: "UID STORE \(list) +FLAGS.SILENT (\(Self.keyword))")
    }

    package func close() { handle = nil }

    private func perform(_ url: String, request: String?) throws(Problem) -> [UInt8] {
        let handle = try openHandle()
        let answer = Answer()
        handle.set(CURLOPT_URL, url)
        handle.set(CURLOPT_CUSTOMREQUEST, request)
        handle.set(CURLOPT_WRITEDATA, pointer: Unmanaged.passUnretained(answer).toOpaque())
        let code = withExtendedLifetime(answer) { handle.perform(CURLOPT_QUOTE, []) }
        guard code == CURLE_OK else {
            self.handle = nil
            throw Self.notRead(address.name, handle.explanation(of: code))
        }
        return answer.bytes
    }

    private func openHandle() throws(Problem) -> CurlHandle {
        if let handle { return handle }
        let handle = try CurlHandle()
        handle.set(CURLOPT_PROTOCOLS_STR, "imap,imaps")
        handle.set(CURLOPT_USERNAME, address.user)
        handle.set(CURLOPT_PASSWORD, address.user == nil ? nil : address.password ?? "")
        if let authorities = address.authorities { handle.set(CURLOPT_CAINFO, authorities) }
        let security = address.isInTheClear ? CURLUSESSL_NONE : CURLUSESSL_ALL
        handle.set(CURLOPT_USE_SSL, Int(security.rawValue))
        handle.set(CURLOPT_CONNECTTIMEOUT_MS, 30_000)
        handle.set(CURLOPT_TIMEOUT_MS, 300_000)
        handle.onWrite { buffer, size, count, context in
            guard let context, let buffer else { return 0 }
            let answer = Unmanaged<Answer>.fromOpaque(context).takeUnretainedValue()
            return answer.take(UnsafeRawBufferPointer(start: buffer, count: size * count))
        }
        self.handle = handle
        return handle
    }

    /// What a server sends, up to 50 MB: nobody asks it for more.
    private final class Answer {
        private(set) var bytes: [UInt8] = []

        func take(_ more: UnsafeRawBufferPointer) -> Int {
            guard bytes.count + more.count <= 50_000_000 else { return 0 }
            bytes += more
            return more.count
        }
    }
}

extension IMAPFolder {
    private static func notAFolder() -> Problem {
        Problem(
            .definition, "mail.bounces.from is not the URL of a mail folder",
            hint: "Write it as imaps://user:password@host/INBOX, with special characters of the"
                + " password as %XX.")
    }
    private static func notRead(_ server: String, _ cause: String) -> Problem {
        Problem(
            .infrastructure, "the mail folder on \(server) cannot be read",
            hint: "Check the URL, the user and the password of mail.bounces.from. Reading again is"
                + " safe.", cause: cause)
    }
}
