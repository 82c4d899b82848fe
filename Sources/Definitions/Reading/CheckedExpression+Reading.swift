import Problems

extension CheckedExpression {
    /// Reads an expression and checks it against the names of the workspace.
    ///
    /// Each fault has the place of the very character in the file, whatever quotes and line
    /// breaks the expression is written with.
    static func read(
        _ value: YAMLValue, expecting kind: ValueKind, names: DeclaredNames
    ) -> CheckedExpression? {
        guard let scalar = value.scalar("an expression") else { return nil }
        guard !scalar.text.isEmpty else {
            value.fault(.noExpression(value.key))
            return nil
        }
        guard names.isComplete else { return nil }
        let line = String(scalar.text.map { $0.isNewline ? " " : $0 })
        let start = Place(scalar.place.file, line: 1, column: 1, text: line)
        switch ExpressionParser.parse(
            line, at: start, names: names.forExpressions, expecting: kind)
        {
        case .success(let expression): return expression
        case .failure where scalar.isFilled:
            // The parser quotes what it read, and the environment's values may be secret.
            value.fault(.wrongWhenFilled)
        case .failure(let problems):
            for var problem in problems.all {
                problem.place = place(of: problem, in: scalar, line: line)
                value.file.add(problem)
            }
        }
        return nil
    }

    /// The place in the file of a problem whose place counts the characters of the expression.
    private static func place(of problem: Problem, in scalar: YAMLScalar, line: String) -> Place {
        let column = problem.place?.column ?? 1
        let before = line.prefix(column - 1)
        let underlined = line.dropFirst(column - 1).prefix(problem.place?.length ?? 1)
        return scalar.place(
            offset: before.unicodeScalars.count, length: underlined.unicodeScalars.count)
    }
}

extension ValueFault {
    fileprivate static func noExpression(_ key: String) -> Self {
        Self(
            summary: "\"\(key)\" is empty",
            hint: "Write a condition, as \"orders >= 2\", or delete the key.")
    }

    fileprivate static let wrongWhenFilled = Self(
        summary: "with its ${…} filled in, this is not an expression",
        hint: "Check what the environment puts in, or write the expression out.")
}
