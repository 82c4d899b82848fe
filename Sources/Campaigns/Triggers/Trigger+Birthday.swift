import Definitions
import Foundation
import Postgres

extension Trigger.Birthday {
    /// The run for D plans D and what of the following days begins before the next run, each on the
    /// customer's local date; days further ahead are foreseen over the workspace's reserve.
    func candidates(in context: TriggerContext) -> TriggerQuestion {
        let untilNext = context.nextTick.timeIntervalSince(context.tick) / 86_400
        let reach = max(1, context.workspace.reserveDays, Int(untilNext.rounded(.up)))
        let days = (0...reach).flatMap { ahead in
            celebrated(on: context.date.adding(days: ahead), ahead: ahead)
        }
        return TriggerQuestion(
            statement: .triggerBirthday,
            parameters: [
                .json(JSONText.of(days)), context.name, context.topic, .text(calendar.rawValue),
                context.zone, .instant(context.nextTick), .boolean(context.isForeseen),
            ])
    }

    /// The days of the year whose birthdays are greeted on a date.
    func celebrated(on date: LocalDate, ahead: Int) -> [BirthdayDay] {
        let birthday = date.adding(days: daysBefore)
        return (solar(birthday) + lunar(birthday)).map { day in
            var day = day
            day.local_date = date.description
            day.ahead = ahead
            return day
        }
    }

    /// 29 February falls by rule in years without one.
    private func solar(_ date: LocalDate) -> [BirthdayDay] {
        let (year, month, day) = (date.year, date.month, date.day)
        let own = BirthdayDay(month: month, day: day, key_year: year, is_lunar: false)
        let isLeapDaysStandIn =
            switch leapDay {
            case .february28: (month, day) == (2, 28) && !LocalDate.isLeap(year)
            case .march1: (month, day) == (3, 1) && !LocalDate.isLeap(year)
            case .skip: false
            }
        guard isLeapDaysStandIn else { return [own] }
        return [own, BirthdayDay(month: 2, day: 29, key_year: year, is_lunar: false)]
    }

    /// Leap months fall to the regular month; a 30th that a month lacks falls to its 29th.
    private func lunar(_ date: LocalDate) -> [BirthdayDay] {
        let today = LunarDate(date)
        guard !today.isLeapMonth else { return [] }
        let own = BirthdayDay(
            month: today.month, day: today.day, key_year: today.year, is_lunar: true)
        let tomorrow = LunarDate(date.adding(days: 1))
        guard today.day == 29, tomorrow.day == 1 else { return [own] }
        return [
            own,
            BirthdayDay(month: today.month, day: 30, key_year: today.year, is_lunar: true),
        ]
    }
}

/// A day of the year whose birthdays are greeted on a local date; the statement's JSON row.
struct BirthdayDay: Encodable, Equatable {
    var local_date = ""
    /// Days after the run's logical date.
    var ahead = 0
    var month: Int
    var day: Int
    /// The calendar's own year, for the occurrence's key.
    var key_year: Int
    var is_lunar: Bool

    init(month: Int, day: Int, key_year: Int, is_lunar: Bool) {
        self.month = month
        self.day = day
        self.key_year = key_year
        self.is_lunar = is_lunar
    }
}
