import Definitions
import Problems

/// Makes the plans of a feed's fields, and gathers what is wrong with them.
struct FieldPlanner {
    let values: FieldValues
    let nulls: WordTable
    private(set) var problems = ProblemList()
    var inputs: InputList

    init(values: FieldValues, nulls: WordTable, inputs: InputList) {
        self.values = values
        self.nulls = nulls
        self.inputs = inputs
    }

    /// The plan of a field that the entity names; nil, and a problem more, where it is wrong.
    mutating func plan(_ map: FieldMap, _ field: EntityField) -> FieldPlan? {
        do {
            let value = try values.reader(for: map, type: field.type)
            return try plan(
                map, value, isRepeated: field.type == .categories, isKey: field.isNeeded)
        } catch {
            problems.add(error)
            return nil
        }
    }

    /// The plans of fields that the workspace names, the members of one object.
    ///
    /// - Parameter prefix: What stands before their names: `attributes.`.
    mutating func members(
        _ maps: [FieldMap], of prefix: String, _ type: FieldType
    ) -> [FieldPlan] {
        var plans: [FieldPlan] = []
        for map in maps {
            let opening = BinaryRows(capacity: 64)
            opening.append(raw: plans.isEmpty ? "{" : ", ")
            // The server refuses a name with a NUL byte, which would end here.
            _ = opening.append(json: Array(map.field.utf8.dropFirst(prefix.utf8.count)).span)
            opening.append(raw: ": ")
            do {
                plans.append(
                    try plan(
                        map, values.openReader(type: type), isRepeated: false, isKey: false,
                        opening: opening.take()))
            } catch {
                problems.add(error)
            }
        }
        return plans
    }

    private mutating func plan(
        _ map: FieldMap, _ value: any FieldValue, isRepeated: Bool, isKey: Bool,
        opening: [UInt8] = []
    ) throws -> FieldPlan {
        let plan = try FieldPlan(
            map, value: value, input: inputs.input(of: map, isRepeated: isRepeated),
            isKey: isKey, nulls: nulls, opening: opening)
        if let fault = plan.fallbackFault { problems.add(Self.badFallback(map, fault)) }
        return plan
    }
}

extension FieldPlanner {
    private static func badFallback(_ map: FieldMap, _ reason: String) -> Problem {
        Problem(
            .definition, "the value that \(map.field) takes when it is empty is \(reason)",
            at: map.place, hint: "Give a value that the field can hold, written as the source does."
        )
    }
}
