import Definitions
import Problems

/// The distinct inputs of a feed, each of which becomes one cell.
struct InputList {
    /// Whether an order's lines are elements of their own, with paths of their own.
    var hasLines = false
    private(set) var all: [(input: RowInput, place: Place)] = []

    /// Where a field's value comes from.
    mutating func input(of map: FieldMap, isRepeated: Bool) -> FieldPlan.Input {
        if map.input == "$row" { return .rowNumber }
        let isOfLine = hasLines && map.field.hasPrefix("line.")
        let indices = map.inputs.map { name in
            cell(
                of: RowInput(name: name, isRepeated: isRepeated, isOfLine: isOfLine), at: map.place)
        }
        return map.steps.join == nil ? .cell(indices[0]) : .cells(indices)
    }

    /// The cell of an input, a new one if it is not there yet.
    mutating func cell(of input: RowInput, at place: Place) -> Int {
        if let index = all.firstIndex(where: { $0.input == input }) { return index }
        all.append((input, place))
        return all.count - 1
    }
}
