import ArgumentParser
import Definitions
import Problems

/// The logical date that a command works for.
struct DateOptions: ParsableArguments {
    @Option(name: .customLong("for"), help: "The logical date, as 2026-11-21. Defaults to today.")
    var date: String?

    func value() throws -> LocalDate? {
        guard let date else { return nil }
        guard let value = LocalDate(date) else { throw Self.notADate }
        return value
    }

    private static var notADate: Problem {
        Problem(
            .usage, "the value of --for is not a date",
            hint: "Write it as year-month-day: --for 2026-11-21.")
    }
}
