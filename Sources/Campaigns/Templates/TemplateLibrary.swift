package import Foundation
package import Problems

/// All the files of `Templates/`: mails, and the layouts and partials that they share.
///
/// A mail is `NAME.html`: YAML front matter between two lines `---`, then a Mustache body. A layout
/// or partial is `_NAME.html` and has a body alone. Layouts say `{{{body}}}` where the mail goes; a
/// mail uses `_layout` unless its front matter names another or `none`. `NAME.zh-CN.html` and
/// `NAME.zh.html` are what those get who read that; layouts and partials vary alike.
package struct TemplateLibrary: Sendable {
    private let files: TemplateFiles
    /// The language of mails that name none.
    private let locale: String

    /// What is wrong with the files, whatever campaigns offer; used by a campaign or not.
    package let problems: [Problem]

    /// A library of files.
    ///
    /// - Parameters:
    ///   - files: their texts by file name, as `birthday.html`.
    ///   - locale: the language of mails that name none. Defaults to English.
    package init(files texts: [String: String], locale: String = "en") {
        self.locale = locale
        let read = texts.map { TemplateFile(fileName: $0, text: $1) }
        files = TemplateFiles(read)
        problems = Problems(read.flatMap(\.problems) + files.orphans.map(Self.orphan)).all
    }

    /// The library of a workspace's folder `Templates`; empty when there is no such folder.
    ///
    /// - Throws: a problem for a file that cannot be read or is not UTF-8.
    package init(folder: URL, locale: String = "en") throws(Problem) {
        var texts: [String: String] = [:]
        let path = folder.path(percentEncoded: false)
        // No folder, no templates: whoever names one is told that there is none.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        for name in names where name.hasSuffix(".html") {
            do {
                texts[name] = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            } catch {
                throw Self.notReadable("Templates/\(name)")
            }
        }
        self.init(files: texts, locale: locale)
    }

    /// The mails, by name.
    package var names: [String] { files.names.filter { !$0.hasPrefix("_") } }

    /// A mail made ready for a campaign.
    ///
    /// - Parameters:
    ///   - name: as the campaign calls it: `birthday` is `Templates/birthday.html`.
    ///   - offer: the names that the campaign offers.
    ///   - place: where the campaign names the template.
    ///   - subject: instead of the mail's own, with the place where it is written.
    /// - Throws: all that is wrong with the mail, its layout and its partials, for this offer.
    package func compile(
        _ name: String, offering offer: TemplateOffer, at place: Place? = nil,
        subject: (text: String, place: Place)? = nil
    ) throws(Problems) -> Template {
        guard let base = files.base(name), !name.hasPrefix("_") else {
            throw Problems([Self.unknownTemplate(name, among: names, place)])
        }
        var template: Template?
        var variants: [String: Template] = [:]
        var problems: [Problem] = []
        for var file in [base] + files.variants(of: name) {
            if let subject { file.replaceSubject(subject.text, at: subject.place) }
            var compiler = TemplateCompiler(
                files: files, offer: offer, locale: file.locale,
                language: file.frontMatter?.locale ?? file.locale ?? locale)
            let compiled = compiler.compile(file)
            problems += compiler.problems.all
            if let locale = file.locale {
                variants[locale.lowercased()] = compiled
            } else {
                template = compiled
            }
        }
        guard problems.isEmpty, let template else {
            // A place may be seen twice: in a partial that is used twice.
            var seen: Set<Problem> = []
            throw Problems(problems.filter { seen.insert($0).inserted })
        }
        return template.with(variants)
    }

    private static func unknownTemplate(
        _ name: String, among names: [String], _ place: Place?
    ) -> Problem {
        Problem(
            .definition, "there is no template \"\(name)\"", at: place,
            hint: Suggestion.hint(for: name, among: names, known: "templates"))
    }
    private static func orphan(_ file: TemplateFile) -> Problem {
        Problem(
            .definition, "there is no Templates/\(file.name).html for those with other languages",
            at: Place(file.path), hint: "Add it, or give this file that name.")
    }
    private static func notReadable(_ path: String) -> Problem {
        Problem(
            .definition, "the template cannot be read as UTF-8", at: Place(path),
            hint: "Save the file as UTF-8, readable for the user that tidings runs as.")
    }
}
