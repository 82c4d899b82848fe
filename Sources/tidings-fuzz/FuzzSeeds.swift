import Foundation

/// Cases to begin with: short files of each kind, some of them faulty.
enum FuzzSeeds {
    static func write(to folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (index, seed) in all.enumerated() {
            try Data(seed).write(to: folder.appending(path: "seed-\(index)"))
        }
    }

    private static var all: [[UInt8]] {
        let texts: [([UInt8], [UInt8])] =
            csv.map { ([0, 0, 0, 3], Array($0.utf8)) } + xml.map { ([1, 0, 0, 3], Array($0.utf8)) }
        let bytes: [([UInt8], [UInt8])] = [
            // GB18030 with a bar and a backslash as second bytes, and a lone lead byte.
            (
                [0, 8 | 16, 1, 0],
                [0x31, 0x2C, 0x81, 0x7C, 0x81, 0x5C, 0x0A, 0x32, 0x2C, 0xD5, 0x0A]
            ),
            ([0, 8 | 16, 1, 1], [0x31, 0x2C, 0x95, 0x32, 0x82, 0x36, 0x0D, 0x0A, 0x84, 0x31]),
            // Shift_JIS with half-width letters; UTF-16 with and without a mark.
            ([0, 8 | 32, 2, 5], [0x31, 0x2C, 0x95, 0x5C, 0xB1, 0x22, 0x0A]),
            ([0, 0, 0, 1], [0xFF, 0xFE, 0x31, 0, 0x2C, 0, 0x3D, 0xD8, 0xDA, 0xDC, 0x0A, 0]),
            ([0, 0, 0, 1], [0, 0x31, 0, 0x2C, 0x4E, 0x00, 0, 0x0A, 0xD8]),
            ([0, 0, 3, 2], [0xEF, 0xBB, 0xBF, 0x31, 0x2C, 0xC2, 0xEE, 0x0A]),
            // gzip of "1,a\n", and the beginning of a zip file.
            (
                [4, 0, 0, 2],
                [
                    0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 0xFF, 0x33, 0xD4, 0x49, 0xE4, 0x02, 0,
                    0x85, 0x8F, 0x59, 0x1F, 0x04, 0, 0, 0,
                ]
            ),
            ([6, 0, 0, 2], Array("PK\u{3}\u{4}".utf8) + Array(repeating: 0, count: 60)),
        ]
        return (texts + bytes).map { $0.0 + $0.1 }
    }

    private static let csv = [
        "1,a\n2,b\n", "1;\"a;\"\"b\"\"\r\n\"\r2;c", "a,b,c,d\n,,\n\"1\" ,x\n\"open", "sep=;\n1;2\n",
        "id,2026-11-21,1.234,56\n", "1,a@x.example,29.02.2000,2026-01-02T03:04:05Z,Asia/Shanghai\n",
        "é,一,📚\n\u{FEFF}1,\u{0}\n",
    ]
    private static let xml = [
        "<a><p id='1'><t>x</t></p><p id='2'><t x='1'><u>y</u></t><t>z</t><c>c</c></p></a>",
        "<?xml version='1.0' encoding='iso-8859-1'?><a><p id='1'/></a>",
        "<!DOCTYPE a [<!ENTITY e 'x'>]><a><p id='1'>&e;</p></a>",
        "<a xmlns:g='urn:g'><g:p id='1'><t><![CDATA[<>]]>&#x41;&eacute;</t></g:p></a>",
        "<a><p id='1'><t>cut",
        "<!DOCTYPE a SYSTEM 'a.dtd' [<!ATTLIST p id NMTOKENS ' b  c '><!ELEMENT a (p|t,b)*>]><a>"
            + "<?go on?><!-- - --><p>&eacute;&none;]]</p ></a>\r\n",
        "<?xml version='1.0' encoding='gbk' standalone='yes'?><a><p id='&#x5168;'/></a>",
    ]
}
