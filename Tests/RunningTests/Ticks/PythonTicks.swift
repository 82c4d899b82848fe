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
        for time in \(times):
            for gap in ("run-after", "skip"):
                for repeat in ("first", "both"):
                    ticks = []
                    for day in days:
                        seen = shown.get((day, time), [])
                        if not seen and gap == "run-after":
                            # PEP 495: fold=0 in a gap has the offset from before it.
                            wall = datetime(day.year, day.month, day.day, time // 60, time % 60)
                            ticks.append(int(wall.replace(tzinfo=zone).timestamp()))
                        ticks += seen[:1] if repeat == "first" else seen
                    print(time, gap, repeat, *ticks)
        """
}
