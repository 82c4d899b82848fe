import Problems

extension CronLine {
    /// Reads a cron line of five fields: minute, hour, day of month, month, day of week.
    static func read(_ value: YAMLValue) -> CronLine? {
        guard let scalar = value.scalar("a cron line") else { return nil }
        let words = Word.split(scalar.text)
        guard words.count == CronField.all.count else {
            value.fault(.notFiveFields(words.count))
            return nil
        }
        var fields: [[Int]] = []
        for (field, word) in zip(CronField.all, words) {
            do throws(ValueFault) {
                fields.append(try field.values(of: word.text))
            } catch {
                let place =
                    scalar.isFilled
                    ? scalar.place : scalar.place(offset: word.offset, length: word.length)
                value.file.add(
                    Problem(.definition, error.summary, at: place, hint: error.hint))
            }
        }
        guard fields.count == CronField.all.count else { return nil }
        let line = CronLine(
            text: scalar.text, minutes: fields[0], hours: fields[1], daysOfMonth: fields[2],
            months: fields[3], weekdays: fields[4])
        if line.daysOfMonth.count < 31, line.weekdays.count < 7 {
            value.fault(.twoReadings(day: words[2].text, weekday: words[4].text))
        } else if line.neverComes {
            value.fault(.neverComes)
        }
        return line
    }

    /// Whether none of the months has one of the days; 29 February comes.
    private var neverComes: Bool {
        let longest = months.map { LocalDate.length(ofMonth: $0, year: 2024) }.max() ?? 0
        return (daysOfMonth.first ?? 0) > longest
    }

    /// A field's text, and where in the line it stands (in Unicode scalars).
    private struct Word {
        var text: String
        var offset: Int
        var length: Int { text.unicodeScalars.count }

        static func split(_ line: String) -> [Word] {
            var words: [Word] = []
            var text = ""
            for (offset, scalar) in line.unicodeScalars.enumerated() {
                if scalar == " " || scalar == "\t" {
                    text = ""
                } else if text.isEmpty {
                    text.unicodeScalars.append(scalar)
                    words.append(Word(text: text, offset: offset))
                } else {
                    text.unicodeScalars.append(scalar)
                    words[words.count - 1].text = text
                }
            }
            return words
        }
    }
}

extension ValueFault {
    fileprivate static func notFiveFields(_ count: Int) -> Self {
        Self(
            summary: "a cron line has five fields, this one has \(count)",
            hint: "They are minute, hour, day of month, month, day of week: \"0 2 * * *\".")
    }

    fileprivate static func twoReadings(day: String, weekday: String) -> Self {
        Self(
            summary: "the cron line restricts both the day of the month and the day of the week",
            hint: """
                It could mean the days of month \(day) and also every weekday \(weekday), or \
                only those days of month \(day) that fall on weekday \(weekday). Write \"*\" for \
                one of them, or use \"every\", as \"every: first monday\".
                """)
    }

    fileprivate static let neverComes = Self(
        summary: "the cron line names a day that none of its months has",
        hint: "April, June, September and November have 30 days, February has 28 or 29.")
}
