import Problems

extension Campaign {
    /// Reads an entry of `load:`.
    static func read(_ value: YAMLValue, names: DeclaredNames) -> Campaign? {
        value.mapping { keys in
            let nameValue = keys.required("campaign", "campaign: birthday-card")
            let name = names.declared(.campaign, nameValue)
            let triggerValue = keys.required("trigger", "trigger: birthday")
            let trigger = Trigger.read(triggerValue, names: names)
            let audience = CheckedExpression.read(
                keys.optional("audience"), expecting: .condition, names: names)
            let templateValue = keys.required("template", "template: birthday")
            let template = names.template(templateValue)
            let topic = names.existing(.topic, keys.required("topic", "topic: greetings"))
            let priority = keys.optional("priority").integer(in: 0...1000)
            let send = SendTime.read(keys.optional("send"))
            let expires = keys.optional("expires").duration()
            let guardAtMost = keys.optional("guard").integer(after: "at most")
            let from = keys.optional("from").date()
            let untilValue = keys.optional("until")
            let until = untilValue.date()
            if let from, let until, until < from { untilValue.fault(.endsBeforeItBegins) }
            let formerName = names.formerCampaign(keys.optional("was"))
            let utm = CampaignUTM.read(keys.optional("utm"))
            if trigger == .confirm, let topic, !names.confirmedTopics.contains(topic) {
                triggerValue.fault(.notConfirmed(topic))
            }
            let holdout = keys.optional("holdout").percent()
            let variants = Variant.readAll(keys.optional("variants"), names: names)
            let vouchers = VoucherUse.read(keys.optional("vouchers"))
            guard let name, let trigger, let template, let topic else { return nil }
            return Campaign(
                name: name, trigger: trigger, audience: audience, template: template,
                topic: topic, priority: priority ?? 50, send: send ?? SendTime(),
                expiresSeconds: expires ?? 86_400, guardAtMost: guardAtMost,
                holdoutPercent: holdout, variants: variants, vouchers: vouchers,
                from: from?.description, until: until?.description, formerName: formerName,
                utm: utm,
                place: nameValue.place, templatePlace: templateValue.place)
        }
    }
}

extension SendTime {
    private enum Zone: String, CaseIterable {
        case customer = "customer's time zone"
        case workspace = "workspace's time zone"
    }

    /// Reads `send:`.
    fileprivate static func read(_ value: YAMLValue) -> SendTime? {
        value.mapping { keys in
            let at = keys.required("at", "at: 09:00").timeOfDay()
            let zone = keys.optional("in").oneOf(Zone.self)
            return SendTime(at: at, inCustomerZone: zone != .workspace)
        }
    }
}

extension DeclaredNames {
    /// Reads the name of a mail in `Templates/`.
    func template(_ value: YAMLValue) -> String? {
        guard let scalar = value.scalar("the name of a template") else { return nil }
        var name = scalar.text
        if name.hasSuffix(".html") { name.removeLast(5) }
        guard !templates.contains(name) else { return name }
        value.fault(
            .noTemplate(
                scalar.isFilled ? scalar.shown : name, among: templates))
        return nil
    }

    /// Reads the name that a campaign had before.
    fileprivate func formerCampaign(_ value: YAMLValue) -> String? {
        guard let name = value.name() else { return nil }
        if let place = place(of: .campaign, name) {
            value.fault(.stillThere(name, at: place))
        }
        return name
    }
}

extension ValueFault {
    fileprivate static func notConfirmed(_ topic: String) -> Self {
        Self(
            summary: "the topic \"\(topic)\" asks for no confirmation",
            hint: "In Jobs/workspace.yaml, write \"\(topic): {consent: opt-in, confirm: true}\".")
    }

    fileprivate static let endsBeforeItBegins = Self(
        summary: "\"until\" is before \"from\"", hint: "Both days are inclusive: exchange them.")

    fileprivate static func noTemplate(_ name: String, among templates: Set<String>) -> Self {
        Self(
            summary: "there is no file Templates/\(name).html",
            hint: Suggestion.hint(for: name, among: templates, known: "templates"))
    }

    fileprivate static func stillThere(_ name: String, at place: Place) -> Self {
        Self(
            summary: "the campaign \"\(name)\" still exists, so nothing was renamed from it",
            hint: "It is at \(place): delete it there, or take \"was\" out here.")
    }
}
