import Problems

extension Job {
    /// Reads a job's file. With a fault in it there may be no job, or a job with less.
    static func read(_ value: YAMLValue, names: DeclaredNames) -> Job? {
        value.mapping { keys in
            let nameValue = keys.required("job", "job: nightly")
            let name = names.declared(.job, nameValue)
            let description = keys.optional("description").text()
            let extract = keys.optional("extract")
            let schedule = Schedule.read(
                keys.optional("schedule"), feeds: sourceKinds(of: extract, names: names))
            let after = names.existing(.job, keys.optional("after"))
            let mustFinishBy = keys.optional("must finish by").timeOfDay()
            let limits = StepLimits.read(keys)
            let feeds = extract.list()?.compactMap {
                Feed.read($0, names: names)
            }
            let transform = Transform.read(keys.optional("transform"), names: names)
            let loads = keys.optional("load").list() ?? []
            let campaigns = loads.filter { !$0.isExport }
                .compactMap { Campaign.read($0, names: names) }
            let exports = loads.filter(\.isExport)
                .compactMap { Export.read($0, names: names) }
            DeclaredAttributes.check(keys.optional("attributes"), names: names)
            checkFeedNames(feeds ?? [], file: value.file)
            guard let name else { return nil }
            return Job(
                name: name, description: description, schedule: schedule, after: after,
                mustFinishBy: mustFinishBy, limits: limits, feeds: feeds ?? [],
                programmes: transform?.programmes ?? [],
                segments: transform?.segments ?? [], campaigns: campaigns, exports: exports,
                place: nameValue.place)
        }
    }

    /// The kinds of the sources of a job's feeds, as `folder`, whether the feeds are in order or not.
    private static func sourceKinds(
        of extract: YAMLValue, names: DeclaredNames
    ) -> [String: String?] {
        let feeds = extract.node?.items ?? []
        return Dictionary(
            feeds.compactMap { feed in
                feed.child("feed")?.text.map { name in
                    (name, feed.child("from")?.text.flatMap { names.sourceKinds[$0] })
                }
            }, uniquingKeysWith: { first, _ in first })
    }

    private static func checkFeedNames(_ feeds: [Feed], file: FileReading) {
        var first: [String: Place] = [:]
        for feed in feeds {
            guard let place = first[feed.name] else {
                first[feed.name] = feed.place
                continue
            }
            file.add(.secondFeed(feed.name, at: feed.place, first: place))
        }
    }

    /// The section `transform:`.
    private struct Transform {
        var programmes: [TierProgramme]
        var segments: [Segment]

        static func read(_ value: YAMLValue, names: DeclaredNames) -> Transform? {
            value.mapping { keys in
                let tiers = keys.optional("tiers")
                let programmes = (tiers.isMapping ? [tiers] : tiers.list()) ?? []
                let classes = Segment.readClasses(keys.optional("use"), names: names)
                let segments = keys.optional("segments").entries() ?? []
                return Transform(
                    programmes: programmes.compactMap { TierProgramme.read($0, names: names) },
                    segments: segments.compactMap { Segment.read($0, names: names) } + classes)
            }
        }
    }
}

extension YAMLValue {
    /// Whether an entry of `load:` is an export and no campaign.
    fileprivate var isExport: Bool { node?.child("export") != nil }
}

extension Problem {
    fileprivate static func secondFeed(
        _ name: String, at place: Place, first: Place
    ) -> Problem {
        Problem(
            .definition, "a second feed of this job is named \"\(name)\"", at: place,
            hint: "The first is at \(first); give one of them another name.")
    }
}
