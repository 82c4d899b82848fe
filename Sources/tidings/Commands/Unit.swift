import ArgumentParser
import Foundation
import Problems

struct Unit: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print a systemd unit that runs `tidings serve`.",
        discussion: """
            tidings unit -C /srv/shop > /etc/systemd/system/tidings.service; then systemctl enable \
            --now tidings. Secrets go into /etc/tidings/environment, a line NAME=value each, which \
            only root may read.
            """)

    @OptionGroup var workspace: WorkspaceOptions

    @Option(help: "The user who runs it, to whom the workspace's .tidings/ belongs.")
    var user = "tidings"

    func run() throws {
        let path = workspace.root.path(percentEncoded: false)
        guard let binary = Bundle.main.executablePath else { throw Self.noBinary }
        // What systemd would read as its own, or split.
        guard (path + binary + user).allSatisfy({ !$0.isWhitespace && !"%$\"'\\".contains($0) })
        else { throw Self.strangePath }
        let folder = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        Console.out(ServiceUnit(binary: binary, workspace: folder, user: user).text)
    }

    private static var noBinary: Problem {
        Problem(
            .infrastructure, "the program's own path cannot be found",
            hint: "Call it by its whole path.")
    }

    private static var strangePath: Problem {
        Problem(
            .usage, "a path or the user's name has blanks, quotes, % or $ in it",
            hint: "Give the folder a plain name: systemd reads those signs as its own.")
    }
}
