import Definitions
import Problems

/// All paths of a feed as they are written.
struct XMLPaths {
    struct Input {
        var expression: XMLExpression
        var isRepeated: Bool
        /// Whether its paths begin at the line and not at the record.
        var isOfLine: Bool
    }

    var records: [XMLPath]
    var lines: XMLPath?
    var inputs: [Input]

    /// Reads the paths; all that is wrong with them is thrown together.
    init(_ format: XMLFormat, inputs: [(input: RowInput, place: Place)], at place: Place) throws {
        var problems = ProblemList()
        records = []
        self.inputs = []
        do { records = try XMLPath.records(of: format, at: place) } catch { problems.add(error) }
        do { lines = try XMLPath.lines(of: format, at: place) } catch { problems.add(error) }
        for (input, place) in inputs {
            do {
                let expression = try XMLExpression.read(input.name, format: format, at: place)
                self.inputs.append(
                    Input(
                        expression: expression, isRepeated: input.isRepeated,
                        isOfLine: input.isOfLine))
            } catch { problems.add(error) }
        }
        try problems.throwIfAny()
    }
}
