import Foundation
import Testing

@testable import Definitions

struct AlertSettingsReadingTests {
    private static func settings(_ yaml: String) -> String {
        "name: L\ntimezone: UTC\ncurrency: CNY\n\(yaml)\n"
    }

    @Test func `alerts go to addresses and a webhook, and are told again after a day`() throws {
        let yaml = Self.settings(
            """
            mail: {from: shop@lantern.example}
            alerts:
              mail: [ops@lantern.example, "${MORE:-}"]
              webhook: {url: "${HOOK}", key: "${KEY:-}"}
            """)
        let alerts = try TestWorkspace(
            ["Jobs/workspace.yaml": yaml], environment: ["HOOK": "https://hooks.example/x?y=z"]
        ).read().alerts
        #expect(alerts.mail == ["ops@lantern.example"])
        #expect(alerts.webhook?.url.absoluteString == "https://hooks.example/x?y=z")
        #expect(alerts.webhook?.key == nil)
        #expect(alerts.remindSeconds == 86_400)
        #expect(alerts.outageSeconds == 60)
        let none = try TestWorkspace(["Jobs/workspace.yaml": Self.settings("")]).read().alerts
        #expect(!none.isOn)
        let never = try TestWorkspace([
            "Jobs/workspace.yaml": Self.settings(
                "alerts: {webhook: http://127.0.0.1:8080/, remind: never, outage: never}")
        ]).read().alerts
        #expect(never.remindSeconds == nil)
        #expect(never.outageSeconds == nil)
        #expect(never.isOn)
    }

    @Test(arguments: faults)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }

    static let faults: [Fault] = [
        Fault(
            "alerts from nobody", in: "Jobs/workspace.yaml",
            settings("alerts: {mail: ops@lantern.example, remind: often}"),
            gives: """
                Jobs/workspace.yaml:1:1: alerts and digests go by mail, but "mail" does not say from whom
                  1 | name: L
                    | ^^^^
                  Add "from: Lantern Books <hello@lantern.example>" to "mail:".

                Jobs/workspace.yaml:4:45: "often" is not a length of time
                  4 | alerts: {mail: ops@lantern.example, remind: often}
                    |                                             ^^^^^
                  Write it as 30 minutes, 6 hours, 2 days or 1 week.
                """),
        Fault(
            "a webhook in the clear", in: "Jobs/workspace.yaml",
            settings("alerts: {webhook: http://hooks.example/}"),
            gives: """
                Jobs/workspace.yaml:4:19: "webhook" is not an address that alerts can be posted to
                  4 | alerts: {webhook: http://hooks.example/}
                    |                   ^^^^^^^^^^^^^^^^^^^^^
                  Write https://…, best as ${NAME} from the environment; http:// is for this machine alone.
                """),
        Fault(
            "a deadline that is no time",
            "job: a\nmust_finish_by: \"06:00\"\nmust finish by: 6",
            gives: """
                Jobs/a.yaml:2:1: unknown key "must_finish_by"
                  2 | must_finish_by: "06:00"
                    | ^^^^^^^^^^^^^^
                  Did you mean "must finish by"?

                Jobs/a.yaml:3:17: "6" is not a time of day
                  3 | must finish by: 6
                    |                 ^
                  Write hours and minutes from 00:00 to 23:59, as "09:00".
                """),
    ]
}
