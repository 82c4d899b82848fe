import Foundation
import Problems

extension Variant {
    /// Reads `variants:`, two or more mails that are compared; their shares come to 100 %.
    static func readAll(_ value: YAMLValue, names: DeclaredNames) -> [Variant] {
        guard let elements = value.list() else { return [] }
        if elements.count < 2 { value.fault(.nothingToCompare) }
        let drafts = elements.compactMap { Draft($0, names: names) }
        for (index, draft) in drafts.enumerated()
        where drafts[..<index].contains(where: { $0.name == draft.name }) {
            draft.value.fault(.sameVariant(draft.name))
        }
        let given = drafts.compactMap(\.share).reduce(0, +)
        let open = drafts.count { $0.share == nil }
        if open == 0 ? abs(given - 100) > 0.001 : given >= 100 {
            value.fault(.shares(given, open: open))
        }
        return drafts.map { draft in
            Variant(
                name: draft.name,
                sharePercent: draft.share ?? (100 - given) / Double(max(open, 1)),
                subject: draft.subject, template: draft.template, place: draft.value.place)
        }
    }

    /// A variant whose share may follow from the others'.
    private struct Draft {
        let value: YAMLValue
        let name: String
        let share: Double?
        let subject: String?
        let template: String?

        init?(_ value: YAMLValue, names: DeclaredNames) {
            let draft = value.mapping { keys -> Draft? in
                let name = keys.required("variant", "variant: warm").name()
                let share = keys.optional("share").percent()
                let subject = keys.optional("subject").text()
                let template = names.template(keys.optional("template"))
                return name.map {
                    Draft(value, name: $0, share: share, subject: subject, template: template)
                }
            }
            guard let draft else { return nil }
            self = draft
        }

        private init(
            _ value: YAMLValue, name: String, share: Double?, subject: String?, template: String?
        ) {
            self.value = value
            self.name = name
            self.share = share
            self.subject = subject
            self.template = template
        }
    }
}

extension VoucherUse {
    /// Reads `vouchers:`, the name of a pool or `{pool: NAME, valid_for: 14 days}`.
    static func read(_ value: YAMLValue) -> VoucherUse? {
        guard value.isPresent else { return nil }
        if value.isScalar { return value.name().map { VoucherUse(pool: $0) } }
        return value.mapping { keys in
            let pool = keys.required("pool", "pool: birthday-2026").name()
            let validFor = keys.optional("valid_for").days()
            return pool.map { VoucherUse(pool: $0, validForDays: validFor ?? 0) }
        }
    }
}

extension ValueFault {
    fileprivate static let nothingToCompare = Self(
        summary: "\"variants\" compares two mails or more",
        hint: "Add another, or take \"variants\" out.")

    fileprivate static func sameVariant(_ name: String) -> Self {
        Self(
            summary: "two variants are named \"\(name)\"",
            hint: "Give one of them another name: results are told by it.")
    }

    fileprivate static func shares(_ given: Double, open: Int) -> Self {
        let sum = given.formatted(.number.precision(.fractionLength(0...2)))
        return Self(
            summary: open == 0
                ? "the shares of the variants come to \(sum)%, not 100%"
                : "the shares that are given leave nothing to the other variants",
            hint: "Change them, or take \"share\" out for equal parts.")
    }
}
