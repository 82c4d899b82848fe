package import Definitions
package import Problems

/// What a job computes for all customers each night, as a change of some may move any other.
package struct WholeLook: Sendable, Equatable {
    /// Of the first definition that asks for it.
    package let place: Place
    /// The condition or the amount.
    package let what: String
    /// The segments and tier programmes that ask for it.
    package private(set) var names: [String]

    /// For people.
    package var line: String {
        "\(place): all customers are looked at each night for \(what), in "
            + names.joined(separator: ", ")
    }

    /// Of a job, each condition once.
    package static func all(of job: Job) -> [WholeLook] {
        var looks: [WholeLook] = []
        func add(_ what: String, _ name: String, at place: Place) {
            if let known = looks.firstIndex(where: { $0.what == what }) {
                looks[known].names.append(name)
            } else {
                looks.append(WholeLook(place: place, what: what, names: [name]))
            }
        }
        for programme in job.programmes
        where !Dependencies(of: programme.metric).everyone.isEmpty {
            add(programme.metric.fingerprint, programme.name, at: programme.place)
        }
        for segment in job.segments {
            for condition in Dependencies(of: segment.expression).everyone {
                add("\(condition)", segment.name, at: segment.place)
            }
        }
        return looks
    }
}
