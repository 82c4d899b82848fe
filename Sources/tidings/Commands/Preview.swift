import ArgumentParser
import Campaigns
import Definitions
import Foundation
import Mail
import Problems
import Running

struct Preview: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a campaign's mail as HTML and text, to look at.",
        discussion: """
            It plans nothing, sends nothing and uses nothing up; its links change nothing. Without \
            --customer it shows made-up values and needs no database.
            """)

    @OptionGroup var workspace: WorkspaceOptions

    @Argument(help: "The campaign.")
    var campaign: String

    @Option(help: "A customer's id, for their values. Defaults to made-up ones.")
    var customer: String?

    @Option(help: "What the made-up customer reads, as zh-CN. Defaults to the workspace's.")
    var locale: String?

    @Option(help: "One of the campaign's variants. Defaults to its own mail.")
    var variant: String?

    @Flag(help: "Open the HTML in the browser.")
    var open = false

    func run() async throws {
        let read = try WorkspaceReader(
            root: workspace.root, environment: WorkspaceEnvironment(of: workspace.root).values
        ).read()
        let templates = try WorkspaceTemplates(read).checked()
        let preview = try MailPreview(
            of: try read.campaign(campaign), variant: variant, in: read, templates: templates)
        let mail: RenderedMail
        if let customer {
            mail = try await Session.open(workspace.root) { session in
                try await session.connected { connection in
                    try await preview.mail(to: customer, at: .now, on: connection)
                }
            }
        } else {
            mail = try preview.sample(locale: locale, at: .now)
        }
        let files = try write(mail, below: read.stateFolder)
        Console.out("Subject: \(mail.subject)\n\(files.html.path)\n\(files.text.path)")
        if open { try show(files.html) }
    }

    private func write(
        _ mail: RenderedMail, below folder: URL
    ) throws -> (html: URL, text: URL) {
        let folder = folder.appendingPathComponent("preview")
        let name = [campaign, variant].compactMap { $0 }.joined(separator: ".")
        let html = folder.appendingPathComponent("\(name).html")
        let text = folder.appendingPathComponent("\(name).txt")
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true)
            try Data(mail.html.utf8).write(to: html)
            try Data(mail.text.utf8).write(to: text)
        } catch {
            throw Self.notWritable(folder)
        }
        return (html, text)
    }

    /// The file goes to the opener as it is: no shell reads its name.
    private func show(_ file: URL) throws {
        let folders = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let opener = ["xdg-open", "open"].lazy
            .flatMap { name in folders.split(separator: ":").map { "\($0)/\(name)" } }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
        guard let opener else { throw Self.noBrowser(file) }
        _ = try Process.run(URL(filePath: opener), arguments: [file.path])
    }

    private static func notWritable(_ folder: URL) -> Problem {
        Problem(
            .infrastructure, "the preview cannot be written to \(folder.path)",
            hint: "Check the folder's owner and the disk's space.")
    }
    private static func noBrowser(_ file: URL) -> Problem {
        Problem(
            .infrastructure, "there is no program here that opens a browser",
            hint: "Open \(file.path) yourself.")
    }
}

extension Workspace {
    /// A campaign by name.
    func campaign(_ name: String) throws(Problem) -> Campaign {
        let campaigns = jobs.flatMap(\.campaigns)
        guard let found = campaigns.first(where: { $0.name == name }) else {
            throw Problem(
                .usage, "there is no campaign \"\(name)\"",
                hint: Suggestion.hint(
                    for: name, among: campaigns.map(\.name), known: "campaigns"))
        }
        return found
    }
}
