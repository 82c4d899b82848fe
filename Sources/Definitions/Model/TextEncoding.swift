/// An encoding of text: one of the WHATWG Encoding Standard, known by any of its labels.
///
/// As there, a label means what files of that label really hold: `gb2312` and `gbk` are GB18030,
/// `latin1` and `ascii` are windows-1252, `shift_jis` is Windows-31J, `euc-kr` is windows-949.
/// Besides the Standard's labels there are the names that Windows has for its code pages (`cp936`).
package struct TextEncoding: Hashable, Sendable {
    /// The Standard's name in small letters, as `windows-1252`.
    package let name: String

    /// The encoding that a label means, in large or small letters; nil if there is none.
    package init?(label: String) {
        guard let name = Self.names[label.lowercased()] else { return nil }
        self.name = name
    }

    init(name: String) { self.name = name }

    package static let utf8 = TextEncoding(name: "utf-8")
    package static let utf16LittleEndian = TextEncoding(name: "utf-16le")
    package static let utf16BigEndian = TextEncoding(name: "utf-16be")
    package static let gb18030 = TextEncoding(name: "gb18030")

    /// Every encoding.
    package static let all = labelsByName.map { TextEncoding(name: $0.name) }

    /// Every label, for suggestions.
    package static let labels = labelsByName.flatMap { [$0.name] + $0.labels }

    /// As people write it in a sentence: `GB18030`, `UTF-16`, `windows-1252`.
    package var title: String {
        switch name {
        case "utf-16le", "utf-16be": "UTF-16"
        case "big5": "Big5"
        case "shift_jis": "Shift_JIS"
        case "macintosh", "x-mac-cyrillic": name
        default: name.hasPrefix("windows-") ? name : name.uppercased()
        }
    }

    private static let names: [String: String] = Dictionary(
        labelsByName.flatMap { entry in ([entry.name] + entry.labels).map { ($0, entry.name) } },
        uniquingKeysWith: { first, _ in first })

    private static let labelsByName: [(name: String, labels: [String])] = table.map { line in
        let words = line.split(separator: " ").map(String.init)
        return (words[0], Array(words.dropFirst()))
    }

    /// Each line a name and its other labels.
    private static let table = [
        "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8",
        "utf-16le utf-16 unicode unicodefeff ucs-2 csunicode iso-10646-ucs-2",
        "utf-16be unicodefffe",
        "gb18030 gbk gb2312 cp936 ms936 windows-936 gb_2312 gb_2312-80 chinese csgb2312 "
            + "csiso58gb231280 iso-ir-58 x-gbk",
        "big5 big5-hkscs cn-big5 csbig5 x-x-big5 cp950 windows-950",
        "shift_jis sjis shift-jis ms_kanji windows-31j ms932 csshiftjis x-sjis cp932 windows-932",
        "euc-jp cseucpkdfmtjapanese x-euc-jp",
        "euc-kr cseuckr csksc56011987 iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 "
            + "ksc_5601 windows-949 cp949 uhc",
        "ibm866 866 cp866 csibm866",
        "iso-8859-2 latin2 l2 csisolatin2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 "
            + "iso_8859-2:1987",
        "iso-8859-3 latin3 l3 csisolatin3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 "
            + "iso_8859-3:1988",
        "iso-8859-4 latin4 l4 csisolatin4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 "
            + "iso_8859-4:1988",
        "iso-8859-5 cyrillic csisolatincyrillic iso-ir-144 iso8859-5 iso88595 iso_8859-5 "
            + "iso_8859-5:1988",
        "iso-8859-6 arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 "
            + "iso-8859-6-e iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 "
            + "iso_8859-6:1987",
        "iso-8859-7 greek greek8 csisolatingreek ecma-118 elot_928 iso-ir-126 iso8859-7 "
            + "iso88597 iso_8859-7 iso_8859-7:1987 sun_eu_greek",
        "iso-8859-8 hebrew visual csiso88598e csisolatinhebrew iso-8859-8-e iso-ir-138 "
            + "iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 iso-8859-8-i csiso88598i logical",
        "iso-8859-10 latin6 l6 csisolatin6 iso-ir-157 iso8859-10 iso885910",
        "iso-8859-13 iso8859-13 iso885913",
        "iso-8859-14 iso8859-14 iso885914",
        "iso-8859-15 l9 latin9 csisolatin9 iso8859-15 iso885915 iso_8859-15",
        "iso-8859-16",
        "koi8-r koi koi8 koi8_r cskoi8r",
        "koi8-u koi8-ru",
        "macintosh mac x-mac-roman csmacintosh",
        "x-mac-cyrillic x-mac-ukrainian",
        "windows-874 iso-8859-11 tis-620 dos-874 iso8859-11 iso885911 cp874",
        "windows-1250 cp1250 x-cp1250",
        "windows-1251 cp1251 x-cp1251",
        "windows-1252 iso-8859-1 latin1 ascii us-ascii cp1252 ansi_x3.4-1968 cp819 csisolatin1 "
            + "ibm819 iso-ir-100 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 l1 x-cp1252",
        "windows-1253 cp1253 x-cp1253",
        "windows-1254 iso-8859-9 latin5 l5 cp1254 csisolatin5 iso-ir-148 iso8859-9 iso88599 "
            + "iso_8859-9 iso_8859-9:1989 x-cp1254",
        "windows-1255 cp1255 x-cp1255",
        "windows-1256 cp1256 x-cp1256",
        "windows-1257 cp1257 x-cp1257",
        "windows-1258 cp1258 x-cp1258",
    ]
}
