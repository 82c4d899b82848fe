internal import CCurl
internal import Foundation
internal import Problems

/// What came of one try at a folder's listing.
enum ListingAttempt {
    case listed([ListedFile])
    case missing
    case passing(Problem)
    case failed(Problem)
    case cancelled
}

extension FetchConnection {
    /// Asks for the names in a folder, then for the server's lines about them; blocks.
    func list(_ request: FetchRequest) throws -> ListingAttempt {
        let handle = try CurlHandle()
        handle.prepare(request, at: request.url)
        let names = ListingText(of: handle, namesOnly: true)
        if names.isTooLong { return .failed(request.tooManyFiles) }
        let isSFTP = request.scheme == "sftp"
        switch names.code {
        case CURLE_OK: break
        // Some servers say of an empty folder that they found nothing.
        case CURLE_FTP_COULDNT_RETR_FILE: return .listed([])
        case CURLE_REMOTE_FILE_NOT_FOUND: return isSFTP ? .missing : .listed([])
        case CURLE_REMOTE_ACCESS_DENIED where !isSFTP: return .missing
        case CURLE_ABORTED_BY_CALLBACK where Task.isCancelled: return .cancelled
        default:
            let attempt = FetchAttempt(names.code, handle.explanation(of: names.code))
            switch FetchVerdict(attempt, of: request) {
            case .failed(let problem): return .failed(problem)
            case .passing(let problem, _): return .passing(problem)
            default: return .failed(request.unreachable(attempt.explanation))
            }
        }
        // A server that names its files and says no more of them is not believed to be unchanged.
        let lines = ListingText(of: handle, namesOnly: false)
        return .listed(
            Self.listed(names.lines, about: lines.code == CURLE_OK ? lines.lines : []))
    }

    /// Each name with the line that ends in it; folders above are no part of a name.
    static func listed(_ names: [String], about lines: [String]) -> [ListedFile] {
        let names = Set(names.map { String($0.split(separator: "/").last ?? "") })
            .subtracting(["", ".", ".."])
        var known: [String: String] = [:]
        for line in lines where !line.hasPrefix("l") {
            var rest = Substring(line)
            // The longest end of it that is a name: names may have blanks in them.
            while let blank = rest.firstIndex(of: " ") {
                rest = rest[rest.index(after: blank)...]
                guard names.contains(String(rest)) else { continue }
                known[String(rest)] = line
                break
            }
        }
        return names.sorted().map { ListedFile(name: $0, line: known[$0]) }
    }
}

extension FetchAttempt {
    /// A try that ended with an error of libcurl's.
    fileprivate init(_ code: CURLcode, _ explanation: String) {
        self.init(
            code: code, status: 0, stop: nil, isWhole: false, wasStretch: false,
            wasConditional: false, validators: FetchValidators(), redirect: nil, retryAfter: nil,
            explanation: explanation)
    }
}

/// A listing as a server sends it, gathered by libcurl's callbacks.
private final class ListingText {
    private var bytes: [UInt8] = []
    private(set) var code = CURLE_OK
    private(set) var isTooLong = false

    /// No folder that people look into is as long: in bytes.
    private static let largest = 64 << 20

    init(of handle: CurlHandle, namesOnly: Bool) {
        handle.set(CURLOPT_DIRLISTONLY, namesOnly ? 1 : 0)
        handle.set(CURLOPT_WRITEDATA, pointer: Unmanaged.passUnretained(self).toOpaque())
        handle.onWrite { buffer, size, count, context in
            guard let context else { return 0 }
            let text = Unmanaged<ListingText>.fromOpaque(context).takeUnretainedValue()
            return text.received(UnsafeRawBufferPointer(start: buffer, count: size * count))
                ? size * count : 0
        }
        handle.onProgress { _, _, _, _, _ in Task.isCancelled ? 1 : 0 }
        code = withExtendedLifetime(self) { handle.perform(CURLOPT_HTTPHEADER, []) }
    }

    /// What cannot be read as text has no name that a job could say.
    var lines: [String] {
        bytes.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
            .compactMap { String(validating: $0, as: UTF8.self) }
    }

    private func received(_ more: UnsafeRawBufferPointer) -> Bool {
        isTooLong = bytes.count + more.count > Self.largest
        if !isTooLong { bytes.append(contentsOf: more) }
        return !isTooLong
    }
}
