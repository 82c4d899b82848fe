/// Files by name and language.
struct TemplateFiles {
    /// By name, then by language in lower case; "" has the one for all others.
    private var files: [String: [String: TemplateFile]] = [:]

    init(_ all: [TemplateFile]) {
        for file in all { files[file.name, default: [:]][file.locale?.lowercased() ?? ""] = file }
    }

    var names: [String] { files.filter { $0.value[""] != nil }.keys.sorted() }

    func base(_ name: String) -> TemplateFile? { files[name]?[""] }

    /// What those get who read a language, else who read none that is there.
    func best(_ name: String, for locale: String?) -> TemplateFile? {
        let chain = locale.map(LocaleTag.chain) ?? []
        return (chain + [""]).lazy.compactMap { files[name]?[$0] }.first
    }

    /// The variants of a file, by language.
    func variants(of name: String) -> [TemplateFile] {
        (files[name] ?? [:]).filter { !$0.key.isEmpty }.sorted { $0.key < $1.key }.map(\.value)
    }

    /// Variants of files that are not there.
    var orphans: [TemplateFile] {
        files.filter { $0.value[""] == nil }.flatMap(\.value.values).sorted { $0.path < $1.path }
    }
}
