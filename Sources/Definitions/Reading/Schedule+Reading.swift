import Foundation
import Problems

extension Schedule {
    /// Reads `schedule:`, `{every: …, at: …}` or `{cron: …}`.
    ///
    /// - Parameter feeds: The kinds of the sources of the job's feeds, by the feeds' names; nil of a
    ///   source that is not known.
    static func read(_ value: YAMLValue, feeds: [String: String?]) -> Schedule? {
        value.mapping { keys in
            let every = keys.optional("every")
            let at = keys.optional("at")
            let cron = keys.optional("cron")
            let timezone = keys.optional("timezone").timezone()
            let missed = keys.optional("missed").oneOf(Missed.self)
            let within = keys.optional("within").duration()
            let onGap = keys.optional("on_gap").oneOf(Gap.self)
            let onRepeat = keys.optional("on_repeat").oneOf(Repeat.self)
            let overlap = keys.optional("overlap").oneOf(Overlap.self)
            let jitter = keys.optional("jitter").duration()
            let blackouts = keys.optional("blackout").listOrOne()?.compactMap { Blackout.read($0) }
            guard every.isPresent != cron.isPresent else {
                keys.fault(every.isPresent ? .everyAndCron : .neitherEveryNorCron)
                return nil
            }
            let rule: Rule?
            if cron.isPresent {
                if at.isPresent { at.fault(.atWithCron) }
                rule = CronLine.read(cron).map(Rule.cron)
            } else {
                rule = Rule.read(every, at: at)
            }
            if case .arrival(let feed) = rule {
                for key in keys.present(among: timed) { key.value.fault(.notForArrivals(key.name)) }
                check(feed, among: feeds, at: every)
            }
            guard let rule else { return nil }
            return Schedule(
                rule: rule, timezone: timezone, missed: missed ?? .runLatest,
                withinSeconds: within, onGap: onGap ?? .runAfter, onRepeat: onRepeat ?? .first,
                overlap: overlap ?? .skip, jitterSeconds: jitter ?? 0, blackouts: blackouts ?? [])
        }
    }
}

extension Schedule {
    /// What only times have that are known beforehand.
    private static let timed = ["at", "missed", "on_gap", "on_repeat", "overlap", "jitter"]

    /// Notes a feed that the job does not have, or of which nobody sees a file arrive.
    private static func check(
        _ feed: String, among feeds: [String: String?], at every: YAMLValue
    ) {
        guard let kind = feeds[feed] else {
            return every.fault(.noSuchFeed(feed, among: Array(feeds.keys)))
        }
        if let kind, kind != "folder" { every.fault(.notSeenToArrive(feed)) }
    }
}

extension Schedule.Rule {
    fileprivate static func read(_ every: YAMLValue, at: YAMLValue) -> Self? {
        guard let scalar = every.scalar("a day") else { return nil }
        let words = scalar.text.lowercased().split(separator: " ").map(String.init)
        if let minutes = minutes(words) {
            if at.isPresent { at.fault(.atWithMinutes) }
            guard (1...1440).contains(minutes) else {
                every.fault(.tooRare)
                return nil
            }
            return .everyMinutes(minutes)
        }
        if words.count == 3, words.prefix(2) == ["arrival", "of"] {
            return scalar.text.split(separator: " ").last.map { .arrival(feed: String($0)) }
        }
        guard let day = Schedule.Day(words: words) else {
            every.fault(.notADay(scalar.shown))
            return nil
        }
        guard at.isPresent else {
            every.fault(.noTime(scalar.shown))
            return nil
        }
        return at.timeOfDay().map { .daily(day, at: $0) }
    }

    /// `minute`, `15 minutes`, `hour`, `2 hours`.
    private static func minutes(_ words: [String]) -> Int? {
        let count = words.count == 1 ? 1 : words.first.flatMap { YAMLValue.digits($0) }
        guard let count, (1...2).contains(words.count), count < 100_000 else { return nil }
        switch words.last {
        case "minute", "minutes": return count
        case "hour", "hours": return count * 60
        default: return nil
        }
    }
}

extension Schedule.Day {
    private static let weekdayNames = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]
    private static let ordinals = ["first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1]

    /// A few words: `day`, `weekdays`, `monday`, `first monday`, `last day of month`, `day 15`.
    fileprivate init?(words given: [String]) {
        var words = given
        if words.suffix(2) == ["of", "month"] { words.removeLast(2) }
        if words.suffix(3) == ["of", "the", "month"] { words.removeLast(3) }
        let isMonthly = words.count < given.count
        switch words.count {
        case 1 where isMonthly: return nil
        case 1 where words[0] == "day": self = .every
        case 1 where words[0] == "weekdays" || words[0] == "weekday": self = .weekdays
        case 1:
            guard let index = Self.weekdayNames.firstIndex(of: words[0]) else { return nil }
            self = .weekday(index + 1)
        case 2 where words == ["last", "day"]: self = .dayOfMonth(-1)
        case 2 where words == ["first", "day"]: self = .dayOfMonth(1)
        case 2 where words[0] == "day":
            guard let day = YAMLValue.digits(words[1]), (1...31).contains(day) else { return nil }
            self = .dayOfMonth(day)
        case 2:
            guard let ordinal = Self.ordinals[words[0]],
                let index = Self.weekdayNames.firstIndex(of: words[1])
            else { return nil }
            self = .monthlyWeekday(ordinal: ordinal, weekday: index + 1)
        default: return nil
        }
    }
}

extension Schedule.Blackout {
    /// Reads a date, or `{from: …, to: …, holds: sends | extracts | both}`.
    fileprivate static func read(_ value: YAMLValue) -> Self? {
        if value.isScalar {
            return value.date().map { Self(from: $0.description, until: $0.description) }
        }
        return value.mapping { keys in
            let from = keys.required("from", "from: 2027-02-06").date()
            let toValue = keys.optional("to")
            let to = toValue.date()
            let held = keys.optional("holds").oneOf(Held.self)
            guard let from else { return nil }
            if let to, to < from { toValue.fault(.blackoutEndsEarly) }
            return Self(
                from: from.description, until: (to ?? from).description, held: held ?? .both)
        }
    }
}

extension ValueFault {
    fileprivate static let everyAndCron = Self(
        summary: "a schedule has \"every\" or \"cron\", not both", hint: "Take one of them out.")

    fileprivate static let neitherEveryNorCron = Self(
        summary: "the schedule does not say when",
        hint: "Write {every: day, at: \"02:00\"}, or {cron: \"0 2 * * *\"}.")

    fileprivate static let atWithCron = Self(
        summary: "\"at\" does not go with \"cron\"",
        hint: "The cron line's first two fields are the minute and the hour.")

    fileprivate static let atWithMinutes = Self(
        summary: "\"at\" does not go with minutes or hours",
        hint: "Take it out, or write \"every: day\".")

    fileprivate static let tooRare = Self(
        summary: "minutes are counted within a day",
        hint: "Write 1 to 1440 minutes, or \"every: day\" with a time.")

    fileprivate static func notADay(_ shown: String) -> Self {
        Self(
            summary: "\"every: \(shown)\" is no schedule",
            hint: """
                Write day, weekdays, monday, first monday, last friday, last day of month, \
                day 15 of month, 30 minutes, 2 hours or arrival of FEED.
                """)
    }

    fileprivate static func notForArrivals(_ key: String) -> Self {
        Self(
            summary: "\"\(key)\" does not go with the arrival of files",
            hint: "Take it out: a file that arrives is loaded as soon as the job does not run.")
    }

    fileprivate static func noSuchFeed(_ feed: String, among feeds: [String]) -> Self {
        Self(
            summary: "the job has no feed \"\(feed)\" whose files could arrive",
            hint: Suggestion.hint(for: feed, among: feeds, known: "feeds"))
    }

    fileprivate static func notSeenToArrive(_ feed: String) -> Self {
        Self(
            summary: "the feed \"\(feed)\" reads no folder: nobody sees its files arrive",
            hint: "Let the job look by itself, as {every: 15 minutes}.")
    }

    fileprivate static func noTime(_ shown: String) -> Self {
        Self(
            summary: "the schedule does not say at what time",
            hint: "Add it, as {every: \(shown), at: \"02:00\"}.")
    }

    fileprivate static let blackoutEndsEarly = Self(
        summary: "\"to\" is before \"from\"", hint: "Both days are inclusive: exchange them.")
}
