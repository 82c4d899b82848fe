import Foundation
import Testing

@testable import Feeds

struct ChecksumTests {
    // FIPS 180-2, appendix B.1, and RFC 1321, appendix A.5: of "abc".
    static let sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    static let md5 = "900150983cd24fb0d6963f7d28e17f72"

    @Test(
        arguments: [
            sha256, sha256.uppercased() + "\n", "\(sha256)  abc.csv\n", "\(sha256) *abc.csv\n",
            "\(sha256)  ./in/abc.csv", "SHA256 (abc.csv) = \(sha256)\n", md5, "\(md5)  abc.csv",
            "\(md5)  other.csv\n\(sha256)  abc.csv\n",
        ])
    func `what sha256sum and md5sum print is a checksum`(text: String) throws {
        let sample = try FeedSample()
        try sample.write("in/abc.csv", "abc".utf8)
        let file = try FeedFile(name: "in/abc.csv", path: sample.folder.path + "/in/abc.csv")
        let checksum = try #require(Checksum(text, of: file.name))
        #expect(try checksum.holds(for: file))
        try sample.write("in/abd.csv", "abd".utf8)
        let other = try FeedFile(name: "in/abc.csv", path: sample.folder.path + "/in/abd.csv")
        #expect(try !checksum.holds(for: other))
    }

    @Test(
        arguments: [
            "", "none", "abc", "abcd", "\(sha256)  other.csv", "\(sha256)00", "\(md5)\n\(md5)",
        ])
    func `anything else is none`(text: String) {
        #expect(Checksum(text, of: "abc.csv") == nil)
    }
}
