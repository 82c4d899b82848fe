import Foundation

/// The manual page, in the macros of `man(7)`, from what the commands say of themselves.
struct ManualPage {
    private let program: Command

    /// - Parameter help: the argument parser's description of a program, JSON.
    init(help: String) throws {
        program = try JSONDecoder().decode(Help.self, from: Data(help.utf8)).command
    }

    var text: String {
        let name = program.commandName
        let head = [
            ".TH \(name.uppercased()) 1 \"\" \"Tidings \(Version.text)\"",
            ".SH NAME", "\(name) \\- \(Self.escaped(program.abstract ?? ""))",
            ".SH SYNOPSIS", ".B \(name)", ".I command", "[options]",
            ".SH DESCRIPTION",
        ]
        let body = Self.paragraphs(program.discussion) + [".SH COMMANDS"]
        return (head + body + program.visible.flatMap { sections(of: $0, after: name) })
            .joined(separator: "\n")
    }

    private func sections(of command: Command, after words: String) -> [String] {
        let name = "\(words) \(command.commandName)"
        guard command.visible.isEmpty else {
            return command.visible.flatMap { sections(of: $0, after: name) }
        }
        let arguments = (command.arguments ?? []).filter(\.isToldOf)
        let positional = arguments.filter { $0.kind == "positional" }.map(\.synopsis)
        var lines = [".SS \(Self.escaped(([name] + positional).joined(separator: " ")))"]
        lines += Self.paragraphs(command.abstract) + Self.paragraphs(command.discussion)
        for argument in arguments {
            lines += [".TP", ".B \(Self.escaped(argument.synopsis))"]
            lines.append(Self.escaped(argument.explanation))
        }
        return lines
    }

    private static func paragraphs(_ text: String?) -> [String] {
        (text ?? "").split(separator: "\n", omittingEmptySubsequences: false).map {
            $0.isEmpty ? ".PP" : escaped(String($0))
        } + [".PP"]
    }

    /// Backslashes and hyphens as themselves; a line may not begin as a macro does.
    private static func escaped(_ text: String) -> String {
        let safe = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
        return safe.hasPrefix(".") || safe.hasPrefix("'") ? "\\&" + safe : safe
    }
}

/// What of the argument parser's description the page tells.
private struct Help: Decodable {
    let command: Command
}

private struct Command: Decodable {
    let commandName: String
    let abstract: String?
    let discussion: String?
    let arguments: [Argument]?
    let subcommands: [Command]?
    let shouldDisplay: Bool

    var visible: [Command] {
        (subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" }
    }
}

private struct Argument: Decodable {
    struct Name: Decodable {
        let kind: String
        let name: String
    }
    let kind: String
    let names: [Name]?
    let valueName: String?
    let abstract: String?
    let defaultValue: String?
    let isOptional: Bool
    let isRepeating: Bool
    let shouldDisplay: Bool

    /// Every command has these two; the page would say nothing else.
    var isToldOf: Bool {
        shouldDisplay && valueName != "help" && valueName != "version"
    }

    /// As in `[<jobs> ...]` or `-C, --workspace <workspace>`.
    var synopsis: String {
        let value = "<\(valueName ?? "")>\(isRepeating ? " ..." : "")"
        guard kind != "positional" else { return isOptional ? "[\(value)]" : value }
        let spelt = (names ?? []).map { $0.kind == "short" ? "-\($0.name)" : "--\($0.name)" }
        return spelt.joined(separator: ", ") + (kind == "option" ? " \(value)" : "")
    }

    var explanation: String {
        [abstract, defaultValue.map { "Defaults to \($0)." }].compactMap { $0 }
            .joined(separator: " ")
    }
}
