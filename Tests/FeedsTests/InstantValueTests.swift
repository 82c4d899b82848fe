import Foundation
import Testing

@testable import Feeds

struct InstantValueTests {
    private func instant(
        _ text: String, _ zone: String = "Asia/Shanghai", _ pattern: String? = nil
    ) throws -> String {
        let timezone = try #require(TimeZone(identifier: zone))
        let pattern = try pattern.map { try DatePattern($0, at: nil) }
        return written(text, by: InstantValue(pattern: pattern, timezone: timezone))
    }

    @Test(
        arguments: [
            ("2026-11-21T08:30:00Z", "2026-11-21 08:30:00+00"),
            ("2026-11-21 08:30", "2026-11-21 00:30:00+00"),
            ("2026-11-21", "2026-11-20 16:00:00+00"),
            ("2026-11-21T08:30:15.123456789+02:00", "2026-11-21 06:30:15.123456+00"),
            ("2026-11-21 08:30:15,5 -0330", "2026-11-21 12:00:15.500000+00"),
            ("2026-11-21 08:30:15 UTC", "2026-11-21 08:30:15+00"),
            ("2026-11-21 08:30:15+08", "2026-11-21 00:30:15+00"),
            ("20100510T1115-0400", "2010-05-10 15:15:00+00"),
            ("20261121T083015Z", "2026-11-21 08:30:15+00"),
            ("2016-12-31T23:59:60Z", "2017-01-01 00:00:00+00"),
            ("1969-12-31T23:59:59.5Z", "1969-12-31 23:59:59.500000+00"),
            ("2026-11-21T24:00Z", "✗ not a time such as 2026-11-21 08:30"),
            ("2026-11-21T08:60Z", "✗ not a time such as 2026-11-21 08:30"),
            ("2026-11-21T08:30 CET", "✗ not a time such as 2026-11-21 08:30"),
            ("2026-11-21T", "✗ not a time such as 2026-11-21 08:30"),
            ("0001-01-01", "✗ not a time such as 2026-11-21 08:30"),
            ("infinity", "✗ not a time such as 2026-11-21 08:30"),
        ])
    func `a time is ISO 8601, without a zone in the source's`(
        text: String, expected: String
    ) throws {
        #expect(try instant(text) == expected)
    }

    @Test(
        arguments: [
            ("dd.MM.yyyy HH:mm", "21.11.2026 08:30", "2026-11-21 00:30:00+00"),
            ("M/d/yy h:mm a", "1/2/26 12:05 AM", "2026-01-01 16:05:00+00"),
            ("M/d/yy h:mm a", "1/2/26 12:05 pm", "2026-01-02 04:05:00+00"),
            ("yyyyMMddHHmmss", "20261121083015", "2026-11-21 00:30:15+00"),
            (
                "yyyy-MM-dd'T'HH:mm:ss.SSSX", "2026-11-21T08:30:15.250Z",
                "2026-11-21 08:30:15.250000+00"
            ),
            ("dd.MM.yyyy HH:mm", "21.11.2026 25:30", "✗ not a time written as dd.MM.yyyy HH:mm"),
            ("M/d/yy h:mm a", "1/2/26 13:05 PM", "✗ not a time written as M/d/yy h:mm a"),
        ])
    func `a time is written as its pattern says`(
        pattern: String, text: String, expected: String
    ) throws {
        #expect(try instant(text, "Asia/Shanghai", pattern) == expected)
    }

    @Test(
        arguments: [
            // Berlin springs from 02:00 to 03:00 on 2026-03-29.
            ("Europe/Berlin", "2026-03-29 01:59:59", "2026-03-29 00:59:59+00"),
            ("Europe/Berlin", "2026-03-29 02:30", "2026-03-29 01:30:00+00"),
            ("Europe/Berlin", "2026-03-29 03:00", "2026-03-29 01:00:00+00"),
            // And back from 03:00 to 02:00 on 2026-10-25: the first 02:30 is meant.
            ("Europe/Berlin", "2026-10-25 02:30", "2026-10-25 00:30:00+00"),
            ("Europe/Berlin", "2026-10-25 03:00", "2026-10-25 02:00:00+00"),
            ("Europe/Berlin", "2026-10-24 23:00", "2026-10-24 21:00:00+00"),
            // Lord Howe moves by half an hour.
            ("Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-03 15:45:00+00"),
            // Samoa left out 2011-12-30.
            ("Pacific/Apia", "2011-12-29 23:00", "2011-12-30 09:00:00+00"),
            ("Pacific/Apia", "2011-12-31 00:00", "2011-12-30 10:00:00+00"),
        ])
    func `times in the gap are shifted forward, of doubled ones the first is meant`(
        zone: String, text: String, expected: String
    ) throws {
        #expect(try instant(text, zone) == expected)
    }

    @Test func `the table of offsets agrees with the calendar`() throws {
        let zone = try #require(TimeZone(identifier: "America/New_York"))
        let offsets = ZoneOffsets(zone)
        for seconds in stride(from: 0, through: 2_000_000_000, by: 4_000_003) {
            let local =
                seconds + zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
            let back = offsets.instant(ofLocal: local)
            // An hour of each year stands there twice.
            #expect(back == seconds || back == seconds - 3600)
        }
    }
}
