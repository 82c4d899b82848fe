import Foundation
import Problems

extension Workspace {
    /// Reads `Jobs/workspace.yaml`, without the jobs.
    static func read(_ value: YAMLValue, root: URL, names: DeclaredNames) -> Workspace? {
        value.mapping { keys in
            let name = keys.required("name", "name: Lantern Books").text()
            let timezone = keys.required("timezone", "timezone: Asia/Shanghai").timezone()
            let locale = keys.optional("locale").locale()
            let currency = keys.required("currency", "currency: CNY").currency()
            let database = keys.optional("database").postgresURI(mayBeEmpty: true)
            let zone = timezone ?? .gmt
            let sources = keys.optional("sources").entries()?.compactMap {
                Source.read($0, root: root, timezone: zone, names: names)
            }
            let mail = MailSettings.read(keys.optional("mail"), root: root)
            let topics = keys.optional("topics").entries()?.compactMap { Topic.read($0) }
            DeclaredAttributes.check(keys.optional("attributes"), names: names)
            let caps = Cap.readAll(keys.optional("caps"), names: names)
            let quietHours = QuietHours.read(keys.optional("quiet_hours"))
            let reserve = keys.optional("reserve").days()
            let control = keys.optional("control").percent()
            let links = LinkSettings.read(from: keys)
            let alerts = AlertSettings.read(keys.optional("alerts"))
            let digest = DigestSettings.read(keys.optional("digest"))
            let history = keys.optional("history").history()
            let isMailed = alerts?.mail.isEmpty == false || digest?.mail.isEmpty == false
            if isMailed, mail?.from == nil { keys.fault(.noSender) }
            guard let name, let timezone, let currency else { return nil }
            var workspace = Workspace(
                root: root, name: name, timezone: timezone, locale: locale ?? "en",
                currency: currency, database: database,
                sources: Dictionary(
                    (sources ?? []).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first }),
                mail: mail ?? MailSettings(), topics: topics ?? [], caps: caps,
                quietHours: quietHours, reserveDays: reserve ?? 0, controlPercent: control,
                links: links)
            workspace.alerts = alerts ?? AlertSettings()
            workspace.digest = digest
            workspace.historyDays = history ?? historyDays
            return workspace
        }
    }
}

extension YAMLValue {
    /// A language tag of BCP 47, as `zh-CN`.
    fileprivate func locale() -> String? {
        guard let scalar = scalar("a language tag") else { return nil }
        let parts = scalar.text.split(separator: "-", omittingEmptySubsequences: false)
        let isTag =
            (2...3).contains(parts.first?.count ?? 0)
            && parts.allSatisfy { part in
                (1...8).contains(part.count) && part.utf8.allSatisfy { $0.isASCIIAlphanumeric }
            }
        guard isTag else {
            fault(.notALocale(scalar.shown))
            return nil
        }
        return scalar.text
    }

    /// A currency's code of ISO 4217, as `CNY`.
    fileprivate func currency() -> String? {
        guard let scalar = scalar("a currency's code") else { return nil }
        let letters = scalar.text.utf8
        guard letters.count == 3, letters.allSatisfy({ (0x41...0x5A).contains($0) }) else {
            fault(.notACurrency(scalar.shown))
            return nil
        }
        return scalar.text
    }
}

extension UInt8 {
    fileprivate var isASCIIAlphanumeric: Bool {
        (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
    }
}

extension ValueFault {
    fileprivate static func notALocale(_ shown: String) -> Self {
        Self(
            summary: "\"\(shown)\" is not a language tag",
            hint: "Write language and country, as zh-CN, en-GB or de.")
    }

    fileprivate static func notACurrency(_ shown: String) -> Self {
        Self(
            summary: "\"\(shown)\" is not the code of a currency",
            hint: "Write three capital letters, as CNY, EUR or USD.")
    }
}
