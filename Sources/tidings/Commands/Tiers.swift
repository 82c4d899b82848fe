import ArgumentParser

struct Tiers: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List tiers, who has them and since when; set a customer's by hand.",
        subcommands: [TierList.self, TierSet.self, TierClear.self],
        defaultSubcommand: TierList.self)
}
