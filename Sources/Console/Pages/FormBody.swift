import Foundation
import HTTPTypes
import Hummingbird

/// The fields of a posted form, small as ours are.
///
/// RFC 8058 lets mail programs post as `application/x-www-form-urlencoded` or `multipart/form-data`.
struct FormBody {
    static let limit = 4096

    private let fields: [(name: String, value: String)]

    /// - Throws: `HTTPError` 413 for a body over 4 kB, 415 for one that is no form.
    init(_ request: Request) async throws {
        let type = request.headers[.contentType] ?? ""
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: Self.limit)
        } catch {
            throw HTTPError(.contentTooLarge)
        }
        let text = String(buffer: body)
        if type.hasPrefix("application/x-www-form-urlencoded") {
            fields = Self.urlencoded(text)
        } else if type.hasPrefix("multipart/form-data") {
            fields = Self.multipart(text)
        } else {
            throw HTTPError(.unsupportedMediaType)
        }
    }

    /// The first value of a name.
    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

    private static func urlencoded(_ text: String) -> [(String, String)] {
        text.split(separator: "&").compactMap { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let decoded = parts.map {
                $0.replacing("+", with: " ").removingPercentEncoding ?? ""
            }
            return decoded.first.map { ($0, decoded.count > 1 ? decoded[1] : "") }
        }
    }

    /// The parts that are plain fields, whatever their boundary.
    private static func multipart(_ text: String) -> [(String, String)] {
        text.replacing("\r\n", with: "\n")
            .matches(of: #/name="([^"]*)"[^\n]*\n(?:[^\n]+\n)*\n([^\n]*)/#)
            .map { (String($0.1), String($0.2)) }
    }
}
