import Audiences
import Definitions
import Warehouse

/// Which steps of a job need which others: what a feed that failed leaves as it was yesterday, and
/// whom that concerns.
///
/// Everybody is about customers: a feed of them that fails stops all tiers, segments and campaigns.
/// Campaigns also need what says who may be mailed. What is not known for sure is needed.
struct StepNeeds {
    private let job: Job

    init(of job: Job) { self.job = job }

    /// The steps of the job that must have succeeded before a step is done.
    func steps(neededBy step: StepName) -> Set<StepName> {
        switch step.kind {
        case .feed: return []
        case .tiers:
            guard let programme = job.programmes.first(where: { $0.name == step.name }) else {
                return []
            }
            return steps(for: Reading(of: programme.metric))
        case .segment:
            guard let segment = job.segments.first(where: { $0.name == step.name }) else {
                return []
            }
            return steps(for: Reading(of: segment.expression))
        case .export:
            return Set(
                job.feeds.map { StepName(kind: .feed, name: $0.name) }
                    + job.programmes.map { StepName(kind: .tiers, name: $0.name) }
                    + job.segments.map { StepName(kind: .segment, name: $0.name) })
        case .campaign:
            guard let campaign = job.campaigns.first(where: { $0.name == step.name }) else {
                return []
            }
            var reading = Reading(of: campaign.trigger)
            if let audience = campaign.audience { reading.formUnion(Reading(of: audience)) }
            reading.entities.formUnion([.consents, .events])
            return steps(for: reading)
        }
    }

    private func steps(for reading: Reading) -> Set<StepName> {
        let feeds = job.feeds.filter { reading.entities.contains($0.entity) }
        let programmes = job.programmes.filter { reading.programmes.contains($0.name) }
        let segments = job.segments.filter { reading.segments.contains($0.name) }
        return Set(
            feeds.map { StepName(kind: .feed, name: $0.name) }
                + programmes.map { StepName(kind: .tiers, name: $0.name) }
                + segments.map { StepName(kind: .segment, name: $0.name) })
    }

    /// What a step reads.
    private struct Reading {
        var entities: Set<Entity> = [.customers]
        var programmes: Set<String> = []
        var segments: Set<String> = []

        mutating func formUnion(_ other: Reading) {
            entities.formUnion(other.entities)
            programmes.formUnion(other.programmes)
            segments.formUnion(other.segments)
        }

        init(of trigger: Trigger) {
            switch trigger {
            case .birthday: break
            case .segment(_, let segment): segments = [segment]
            case .tier(_, let programme): programmes = [programme]
            case .restock(let restock):
                entities.formUnion([.stock, .waiting, .products])
                if let programme = restock.rankBy { programmes = [programme] }
            default: entities = Set(Entity.allCases)
            }
        }

        init(of expression: CheckedExpression) {
            segments = Set(expression.usedSegments)
            programmes = Set(expression.usedProgrammes)
            for rows in Dependencies(of: expression).rows {
                switch rows {
                case .customer: break
                case .order: entities.formUnion([.orders, .rates])
                case .product, .offer: entities.insert(.products)
                case .waiting: entities.insert(.waiting)
                case .consent: entities.insert(.consents)
                case .event: entities.insert(.events)
                case .rate: entities.insert(.rates)
                case .segment, .tier, .message: break
                }
            }
        }
    }
}
