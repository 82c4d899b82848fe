import Definitions
import Problems

/// Makes the plans of a feed's fields, and gathers what is wrong with them.
struct FieldPlanner {
    let values: FieldValues
    let nulls: WordTable
    private(set) var problems = ProblemList()
    var inputs = InputList()

    init(values: FieldValues, nulls: WordTable) {
        self.values = values
        self.nulls = nulls
    }

    /// The plan of a field that the entity names; nil, and a problem more, where it is wrong.
    mutating func plan(_ map: FieldMap, _ field: EntityField) -> FieldPlan? {
        do {
            let value = try values.reader(for: map, type: field.type)
            return plan(
                map, value, isRepeated: field.type == .categories, isKey: field.isNeeded)
        } catch {
            problems.add(error)
            return nil
        }
    }

    /// The plan of a field that the workspace names.
    mutating func plan(_ map: FieldMap, open type: FieldType) -> FieldPlan {
        plan(map, values.openReader(type: type), isRepeated: false, isKey: false)
    }

    private mutating func plan(
        _ map: FieldMap, _ value: any FieldValue, isRepeated: Bool, isKey: Bool
    ) -> FieldPlan {
        let plan = FieldPlan(
            map, value: value, input: inputs.input(of: map, isRepeated: isRepeated),
            isKey: isKey, nulls: nulls)
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
