package import Foundation

extension MailDate {
    /// The instant that a message's header names (RFC 5322, 3.3); nil when it cannot be read.
    package static func date(_ text: String) -> Date? {
        let words = text.split { " ,\t".contains($0) }
        let isNamed = words.first?.first?.isLetter ?? false
        let rest = Array(words.dropFirst(isNamed ? 1 : 0))
        guard rest.count >= 4, let day = Int(rest[0]),
            let month = months.firstIndex(of: rest[1].prefix(3).capitalized),
            let year = Int(rest[2])
        else { return nil }
        let time = rest[3].split(separator: ":").compactMap { Int($0) }
        guard time.count >= 2 else { return nil }
        let parts = DateComponents(
            timeZone: .gmt, year: year < 100 ? 2000 + year : year, month: month + 1, day: day,
            hour: time[0], minute: time[1], second: time.count > 2 ? time[2] : 0)
        let offset = rest.count > 4 ? seconds(ofZone: rest[4]) : 0
        return Calendar(identifier: .gregorian).date(from: parts)?
            .addingTimeInterval(-Double(offset))
    }

    /// `+0130` or one of the old names; what is not known is UTC.
    private static func seconds(ofZone zone: Substring) -> Int {
        let names = ["EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6]
        let more = ["PST": -8, "PDT": -7]
        if let hours = names[String(zone)] ?? more[String(zone)] { return hours * 3600 }
        guard zone.count == 5, let number = Int(zone.dropFirst()) else { return 0 }
        let seconds = (number / 100 * 60 + number % 100) * 60
        return zone.first == "-" ? -seconds : seconds
    }
}
