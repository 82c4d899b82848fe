/// How a jsonb column is filled: an object of the names that a feed maps.
struct ObjectPlan {
    /// Each member's plan, with what stands before its value: `{"news": `, `, "greetings": `.
    let members: [(opening: [UInt8], plan: FieldPlan)]

    /// - Parameter members: The names and their plans, at least one.
    init(_ members: [(name: String, plan: FieldPlan)]) {
        self.members = members.enumerated().map { index, member in
            let opening = BinaryRows(capacity: 64)
            opening.append(raw: index == 0 ? "{" : ", ")
            // The server refuses a name with a NUL byte, which this would not write.
            _ = opening.append(json: Array(member.name.utf8).span)
            opening.append(raw: ": ")
            return (opening.take(), member.plan)
        }
    }
}
