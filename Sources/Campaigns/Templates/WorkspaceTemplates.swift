package import Definitions
import Foundation
package import Problems

/// The templates of a workspace, each compiled for the campaigns that send it.
package struct WorkspaceTemplates: Sendable {
    /// By campaign, and for each variant as ``key(_:variant:)``; complete only when there are no
    /// problems.
    package let byCampaign: [String: Template]
    package let problems: [Problem]

    /// Reads `Templates/` and checks it against what every campaign offers.
    package init(_ workspace: Workspace) throws(Problem) {
        let library = try TemplateLibrary(
            folder: workspace.root.appending(path: "Templates"), locale: workspace.locale)
        var templates: [String: Template] = [:]
        var found = library.problems
        for campaign in workspace.jobs.flatMap(\.campaigns) {
            let offer = TemplateOffer(for: campaign)
            do throws(Problems) {
                templates[campaign.name] = try library.compile(
                    campaign.template, offering: offer, at: campaign.templatePlace)
                for variant in campaign.variants {
                    templates[Self.key(campaign.name, variant: variant.name)] =
                        try library.compile(
                            variant.template ?? campaign.template, offering: offer,
                            at: variant.place, subject: variant.subject.map { ($0, variant.place) })
                }
            } catch {
                found += error.all
            }
        }
        // Two campaigns with one template find the same faults.
        var seen: Set<Problem> = []
        byCampaign = templates
        problems = Problems(found.filter { seen.insert($0).inserted }).all
    }

    /// What a campaign's template, or that of one of its variants, is found by.
    package static func key(_ campaign: String, variant: String?) -> String {
        variant.map { "\(campaign)/\($0)" } ?? campaign
    }

    /// The templates by campaign, or all that is wrong with them.
    package func checked() throws(Problems) -> [String: Template] {
        guard problems.isEmpty else { throw Problems(problems) }
        return byCampaign
    }
}
