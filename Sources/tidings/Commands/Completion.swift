import ArgumentParser

struct Completion: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print what makes a shell complete Tidings' commands and options.",
        discussion: """
            For bash: tidings completion bash > /etc/bash_completion.d/tidings
            For zsh:  tidings completion zsh > "${fpath[1]}/_tidings"
            For fish: tidings completion fish > ~/.config/fish/completions/tidings.fish
            """)

    @Argument(help: "bash, zsh or fish.")
    var shell: Shell

    enum Shell: String, ExpressibleByArgument, CaseIterable {
        case bash, zsh, fish
    }

    func run() {
        let shell: CompletionShell =
            switch shell {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        Console.out(Tidings.completionScript(for: shell))
    }
}
