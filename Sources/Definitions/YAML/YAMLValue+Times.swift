extension YAMLValue {
    /// A length of time, as `2 days`, in seconds; more than nothing.
    func duration() -> Int? {
        guard let scalar = scalar("a length of time") else { return nil }
        guard let seconds = Self.seconds(scalar.text) else {
            fault(.notADuration(scalar.shown, key: key))
            return nil
        }
        return seconds
    }

    /// A length of time in whole days, as `365 days` or `2 weeks`.
    func days() -> Int? {
        guard let scalar = scalar("a number of days") else { return nil }
        guard let seconds = Self.seconds(scalar.text), seconds.isMultiple(of: 86_400) else {
            fault(.notDays(scalar.shown, key: key))
            return nil
        }
        return seconds / 86_400
    }

    /// A time of day, as `09:00`, in minutes since midnight.
    func timeOfDay() -> Int? {
        guard let scalar = scalar("a time of day") else { return nil }
        guard let minutes = Self.minutes(scalar.text) else {
            fault(.notATime(scalar.shown, key: key))
            return nil
        }
        return minutes
    }

    /// A day, as `2026-11-21`.
    func date() -> LocalDate? {
        guard let scalar = scalar("a date") else { return nil }
        guard let date = LocalDate(scalar.text) else {
            fault(.notADate(scalar.shown, key: key))
            return nil
        }
        return date
    }

    /// `60s`, `30 minutes`, `6 hours`, `2 days`, `1 week` in seconds; nil for nothing and for months,
    /// which have no fixed length.
    static func seconds(_ text: String) -> Int? {
        var words = text.split(separator: " ")
        if words.count == 1, let word = words.first, word.last == "s" {
            words = [word.dropLast(), "s"]
        }
        guard words.count == 2, let count = digits(words[0]), count > 0, count < 1_000_000 else {
            return nil
        }
        switch words[1].lowercased() {
        case "s", "second", "seconds": return count
        case "minute", "minutes": return count * 60
        case "hour", "hours": return count * 3600
        case "day", "days": return count * 86_400
        case "week", "weeks": return count * 7 * 86_400
        default: return nil
        }
    }

    /// `9:00`, `09:00` or `21:30` in minutes since midnight.
    static func minutes(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2,
            let hour = digits(parts[0]), let minute = digits(parts[1]), hour < 24, minute < 60
        else { return nil }
        return hour * 60 + minute
    }
}

extension ValueFault {
    fileprivate static func notADuration(_ shown: String, key: String) -> Self {
        Self(
            summary: "\"\(shown)\" is not a length of time",
            hint: "Write it as 30 minutes, 6 hours, 2 days or 1 week.")
    }

    fileprivate static func notDays(_ shown: String, key: String) -> Self {
        Self(
            summary: "\"\(shown)\" is not a number of days",
            hint: "Write it in whole days or weeks, as \"\(key): 30 days\".")
    }

    fileprivate static func notATime(_ shown: String, key: String) -> Self {
        Self(
            summary: "\"\(shown)\" is not a time of day",
            hint: "Write hours and minutes from 00:00 to 23:59, as \"09:00\".")
    }

    fileprivate static func notADate(_ shown: String, key: String) -> Self {
        Self(
            summary: "\"\(shown)\" is not a date",
            hint: "Write year, month and day, as 2026-11-21.")
    }
}
