extension Bookshop {
    /// Everyone who registered before the first night; more and more of them over the years.
    mutating func registerFirstMembers(_ count: Int) {
        var random = random("members")
        let days = Self.historyDays + 500
        let joined = (0..<count)
            .map { _ in
                ShopMinute(
                    day: yesterday - min(random.below(days), random.below(days)),
                    minute: Self.minute(&random))
            }
            .sorted()
        members = joined.map { joinedAt in
            // Who has not changed anything since is as old as their registration.
            let isTouched = random.chance(perMille: 300)
            let days = isTouched ? random.below(yesterday - joinedAt.day + 1) : 0
            let updatedAt = ShopMinute(
                day: joinedAt.day + days,
                minute: days == 0 ? joinedAt.minute : Self.minute(&random))
            return memberMaker.member(joinedAt: joinedAt, updatedAt: updatedAt, &random)
        }
        celebrateBirthdays(&random)
    }

    /// Gives each of the first ten nights a few birthdays, one of them by the moon, in a shop of
    /// any size.
    private mutating func celebrateBirthdays(_ random: inout SeededRandom) {
        for offset in 0..<10 {
            for turn in 0..<4 where offset * 4 + turn < members.count {
                // A multiple of four: whoever is born on 29 February is so in a leap year.
                members[offset * 4 + turn].birthday = .on(
                    firstDate + offset, year: 1960 + 4 * random.below(11), isLunar: turn == 3)
            }
        }
    }

    mutating func registerMembers() {
        var random = random("night \(night) members")
        for _ in 0..<(members.count / 700 + 2 + random.below(4)) {
            let joinedAt = ShopMinute(day: yesterday, minute: Self.minute(&random))
            let member = memberMaker.member(joinedAt: joinedAt, updatedAt: joinedAt, &random)
            changes.newMembers.append(members.count)
            members.append(member)
        }
    }

    /// A few members move, a few change their address, a few their mind about the newsletter.
    mutating func changeMembers() {
        var random = random("night \(night) changes")
        let known = members.count - changes.newMembers.count
        for turn in 0..<min(12, known) {
            let index = random.below(known)
            switch turn % 3 {
            case 0: moveHouse(index, &random)
            case 1: members[index].email = newAddress(of: members[index])
            default: members[index].newsletter = !(members[index].newsletter ?? false)
            }
            members[index].updatedAt = ShopMinute(day: yesterday, minute: Self.minute(&random))
            if !changes.changedMembers.contains(index) { changes.changedMembers.append(index) }
        }
    }

    private mutating func moveHouse(_ index: Int, _ random: inout SeededRandom) {
        let elsewhere = City.all.indices.filter { City.all[$0].name != members[index].city }
        let city = City.all[elsewhere[random.index(weights: elsewhere.map { City.weights[$0] })]]
        members[index].city = city.name
        members[index].country = city.country
        members[index].timezone = city.timezone
    }

    /// The night and the member's number are in it, so that nobody else has it.
    private func newAddress(of member: Member) -> String {
        "new\(night).\(member.id)@\(MemberMaker.domains[night % MemberMaker.domains.count])"
    }

    /// A minute of a day as people spend it: most in the evening, hardly anyone at night.
    static func minute(_ random: inout SeededRandom) -> Int {
        let weights = [
            6, 3, 1, 1, 1, 2, 8, 18, 26, 32, 36, 36, 44, 40, 32, 32, 34, 36, 42, 56, 72, 76, 50, 20,
        ]
        return random.index(weights: weights) * 60 + random.below(60)
    }
}
