import Running

/// A plan as marketers read it: the figures of each job, then who moves and who gets mail.
struct PlanText {
    let plan: PlanReport
    /// How many moves and messages are listed.
    let limit: Int

    var lines: [String] {
        plan.runs.flatMap { RunText(report: $0).lines + [""] } + moves + messages
            + ["Nothing was changed. `tidings run` does it."]
    }

    /// Those who move, by segment or tier and by move: how many, some of them, and because of what.
    private var moves: [String] {
        guard !plan.moves.isEmpty else { return [] }
        let groups = Dictionary(grouping: plan.moves) { "\($0["name"]): \($0["move"])" }
        let share = max(1, limit / groups.count)
        let lines = groups.sorted { $0.key < $1.key }.flatMap { name, moves -> [String] in
            var table = TextTable([.left, .left])
            for move in moves.prefix(share) { table.add([move["customer"], move["because"]]) }
            let rest = moves.count - share
            return ["  \(name) (\(moves.count.counted("customer")))"] + table.lines(indent: 4)
                + (rest > 0 ? ["    … and \(rest.grouped) more (--limit, --json)"] : [])
        }
        return ["Who moves"] + lines + [""]
    }

    private var messages: [String] {
        var table = TextTable([.left, .left, .left, .left])
        for message in plan.messages.prefix(limit) {
            let isPlanned = message["state"] == "planned"
            let isSuppressed = message["state"] == "suppressed"
            let reason = [isSuppressed ? message["reason"] : message["state"], message["detail"]]
            table.add([
                message["customer"], message["campaign"],
                isPlanned ? "mail at \(message["send_at"])" : "no mail",
                isPlanned
                    ? message["deferred_from"].isEmpty ? "" : "put off"
                    : reason.filter { !$0.isEmpty }.joined(separator: ": "),
            ])
        }
        return section("Who gets mail", table, of: plan.messages.count)
    }

    private func section(_ title: String, _ table: TextTable, of count: Int) -> [String] {
        guard count > 0 else { return [] }
        let rest =
            count > limit ? ["  … and \((count - limit).grouped) more (--limit, --json)"] : []
        return [title] + table.lines() + rest + [""]
    }
}

extension JSONValue {
    /// A text member of an object; empty when it is null or missing.
    subscript(name: String) -> String {
        guard case .object(let members) = self,
            let member = members.first(where: { $0.name == name })
        else { return "" }
        switch member.value {
        case .text(let text): return text
        case .int(let number): return number.grouped
        case .array(let elements):
            return elements.compactMap { element in
                if case .text(let text) = element { text } else { nil }
            }.joined(separator: ", ")
        default: return ""
        }
    }
}
