import Definitions
import Testing

struct TextEncodingTests {
    @Test(
        arguments: [
            ("UTF-8", "utf-8"), ("utf8", "utf-8"), ("utf-16", "utf-16le"), ("GB2312", "gb18030"),
            ("gbk", "gb18030"), ("cp936", "gb18030"), ("sjis", "shift_jis"),
            ("windows-31j", "shift_jis"), ("latin1", "windows-1252"), ("ascii", "windows-1252"),
            ("iso-8859-1", "windows-1252"), ("ISO-8859-9", "windows-1254"),
            ("iso-8859-11", "windows-874"), ("cp1251", "windows-1251"),
            ("ks_c_5601-1987", "euc-kr"),
            ("iso-8859-12", nil), ("iso-2022-jp", nil), ("utf-32", nil), ("utf-7", nil), ("", nil),
        ])
    func `a label means the encoding that its files are in`(label: String, name: String?) {
        #expect(TextEncoding(label: label)?.name == name)
    }

    @Test func `a label means one encoding`() {
        #expect(Set(TextEncoding.labels).count == TextEncoding.labels.count)
        #expect(TextEncoding.all.allSatisfy { TextEncoding(label: $0.name) == $0 })
    }

    @Test(
        arguments: [
            ("zh-CN", "gb18030"), ("zh", "gb18030"), ("zh-Hans-HK", "gb18030"), ("zh-TW", "big5"),
            ("zh-HK", "big5"), ("zh-Hant", "big5"), ("ja-JP", "shift_jis"), ("ko", "euc-kr"),
            ("ru", "windows-1251"), ("uk-UA", "windows-1251"), ("bg", "windows-1251"),
            ("sr-Latn", "windows-1250"), ("sr", "windows-1251"), ("pl", "windows-1250"),
            ("cs_CZ", "windows-1250"), ("el", "windows-1253"), ("tr", "windows-1254"),
            ("he", "windows-1255"), ("ar-EG", "windows-1256"), ("lv", "windows-1257"),
            ("vi", "windows-1258"), ("th", "windows-874"), ("en", "windows-1252"),
            ("de-CH", "windows-1252"),
        ])
    func `a locale has the code page that its old programs write`(locale: String, name: String) {
        #expect(TextEncoding.legacy(of: locale).name == name)
    }
}
