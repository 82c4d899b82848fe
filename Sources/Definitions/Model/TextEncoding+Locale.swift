extension TextEncoding {
    /// What programs of a locale write that know nothing of Unicode: Windows' code page for it.
    ///
    /// - Parameter locale: BCP 47, as `zh-CN`.
    package static func legacy(of locale: String) -> TextEncoding {
        let subtags = locale.lowercased().split { $0 == "-" || $0 == "_" }
        return TextEncoding(name: legacyName(subtags.first ?? "", Set(subtags.dropFirst())))
    }

    private static func legacyName(_ language: Substring, _ others: Set<Substring>) -> String {
        if others.contains("cyrl") { return "windows-1251" }
        switch language {
        case "zh", "yue":
            let isTraditional = !others.isDisjoint(with: ["hant", "tw", "hk", "mo"])
            return isTraditional && !others.contains("hans") ? "big5" : "gb18030"
        case "ja": return "shift_jis"
        case "ko": return "euc-kr"
        case "sr": return others.contains("latn") ? "windows-1250" : "windows-1251"
        case "ru", "uk", "bg", "be", "mk", "kk", "ky", "mn", "tg", "tt": return "windows-1251"
        case "pl", "cs", "sk", "hu", "ro", "sl", "hr", "bs", "sq": return "windows-1250"
        case "el": return "windows-1253"
        case "tr", "az", "uz": return "windows-1254"
        case "he", "iw", "yi": return "windows-1255"
        case "ar", "fa", "ur", "ug": return "windows-1256"
        case "et", "lv", "lt": return "windows-1257"
        case "vi": return "windows-1258"
        case "th": return "windows-874"
        default: return "windows-1252"
        }
    }
}
