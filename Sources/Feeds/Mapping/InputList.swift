import Definitions
import Problems

/// The distinct inputs of a feed, each of which becomes one cell.
struct InputList {
    private(set) var all: [(input: RowInput, place: Place)] = []

    /// Where a field's value comes from.
    mutating func input(of map: FieldMap, isRepeated: Bool) -> FieldPlan.Input {
        if map.input == "$row" { return .rowNumber }
        if map.steps.join == nil {
            return .cell(cell(of: map.input, isRepeated: isRepeated, at: map.place))
        }
        return .cells(map.inputs.map { cell(of: $0, isRepeated: isRepeated, at: map.place) })
    }

    /// The cell of an input, a new one if it is not there yet.
    mutating func cell(of name: String, isRepeated: Bool, at place: Place) -> Int {
        let input = RowInput(name: name, isRepeated: isRepeated)
        if let index = all.firstIndex(where: { $0.input == input }) { return index }
        all.append((input, place))
        return all.count - 1
    }
}
