import Foundation
import TestKit

/// The ticks of five years by another way: Python walks over every five minutes of them and asks
/// `zoneinfo` what the clocks show. It has its own time-zone database (the system's) and its own
/// arithmetic.
enum PythonTicks {
    /// The local times that are asked for, in minutes since midnight: around all changes.
    static let times = [0, 30, 90, 120, 135, 150, 180, 1410]

    /// By "minutes gap repeat": the instants, in seconds since 1970.
    static func daily(zone: String, from: Int, to: Int) throws -> [String: [Int]] {
        try lines(["daily", zone, "\(from)", "\(to)"]).reduce(into: [:]) { ticks, line in
            ticks["\(line[0]) \(line[1]) \(line[2])"] = line.dropFirst(3).compactMap { Int($0) }
        }
    }

    /// The instants of every so many minutes, counted from each local midnight.
    static func counted(zone: String, from: Int, to: Int, minutes: Int) throws -> [Int] {
        try lines(["counted", zone, "\(from)", "\(to)", "\(minutes)"])
            .flatMap { $0.compactMap { Int($0) } }
    }

    /// By "gap repeat": the instants of a cron line, whose fields Python reads by itself.
    static func cron(_ line: String, zone: String, from: Int, to: Int) throws -> [String: [Int]] {
        try lines(["cron", zone, "\(from)", "\(to)", line]).reduce(into: [:]) { ticks, line in
            ticks["\(line[0]) \(line[1])"] = line.dropFirst(2).compactMap { Int($0) }
        }
    }

    static let isThere = Python.interpreter(importing: "zoneinfo") != nil

    private static func lines(_ arguments: [String]) throws -> [[String]] {
        try Python.output(script, arguments).split(separator: "\n")
            .map { $0.split(separator: " ").map(String.init) }
    }

    private static let script = """
        import sys
        from datetime import datetime, timedelta, timezone
        from zoneinfo import ZoneInfo
        kind, zone = sys.argv[1], ZoneInfo(sys.argv[2])
        first, last = int(sys.argv[3]), int(sys.argv[4])
        shown, starts = {}, {}
        instant = int(datetime(first, 1, 1, tzinfo=timezone.utc).timestamp()) - 2 * 86400
        end = int(datetime(last + 1, 1, 1, tzinfo=timezone.utc).timestamp()) + 2 * 86400
        while instant < end:
            local = datetime.fromtimestamp(instant, zone)
            date = local.date()
            starts.setdefault(date, instant)
            if local.minute % 15 == 0:
                shown.setdefault((date, local.hour * 60 + local.minute), []).append(instant)
            instant += 300
        days, day = [], datetime(first, 1, 1).date()
        while day.year <= last:
            days.append(day)
            day += timedelta(days=1)
        if kind == "counted":
            step = int(sys.argv[5]) * 60
            for day in days:
                print(*range(starts[day], starts[day + timedelta(days=1)], step))
            sys.exit()
        def instants(day, time, gap, repeat):
            seen = shown.get((day, time), [])
            if not seen and gap == "run-after":
                # PEP 495: fold=0 in a gap has the offset from before it.
                wall = datetime(day.year, day.month, day.day, time // 60, time % 60)
                return [int(wall.replace(tzinfo=zone).timestamp())]
            return seen[:1] if repeat == "first" else seen
        if kind == "cron":
            names = {n: i for i, n in enumerate("sun mon tue wed thu fri sat".split())}
            def field(text, low, high):
                values = set()
                for part in text.lower().split(","):
                    part, _, step = part.partition("/")
                    first, _, last = ("%d-%d" % (low, high) if part == "*" else part).partition("-")
                    first = names.get(first, first)
                    last = names.get(last, last) or first
                    values |= set(range(int(first), int(last) + 1, int(step or 1)))
                return values
            minute, hour, dom, month, dow = sys.argv[5].split()
            minutes, hours = field(minute, 0, 59), field(hour, 0, 23)
            doms, months = field(dom, 1, 31), field(month, 1, 12)
            dows = {d % 7 for d in field(dow, 0, 6)}
            for gap in ("run-after", "skip"):
                for repeat in ("first", "both"):
                    # Who means every hour means each that passes.
                    kept = "both" if len(hours) == 24 else repeat
                    ticks = []
                    for day in days:
                        if day.day in doms and day.month in months and (day.weekday() + 1) % 7 in dows:
                            ticks += sorted({tick for h in hours for m in minutes
                                             for tick in instants(day, h * 60 + m, gap, kept)})
                    print(gap, repeat, *ticks)
            sys.exit()
        for time in \(times):
            for gap in ("run-after", "skip"):
                for repeat in ("first", "both"):
                    ticks = []
                    for day in days:
                        ticks += instants(day, time, gap, repeat)
                    print(time, gap, repeat, *ticks)
        """
}
