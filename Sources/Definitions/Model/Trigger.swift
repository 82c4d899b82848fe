/// What makes a campaign mail somebody.
package enum Trigger: Sendable, Equatable {
    case birthday(Birthday)
    case newProducts(NewProducts)
    /// On one day.
    case once(LocalDate)
    case order(Order)
    case restock(Restock)
    case segment(SegmentMove, String)
    case tier(TierMove, programme: String)
    /// Who said yes to the campaign's topic and has not confirmed it yet.
    case confirm

    package struct Birthday: Sendable, Equatable {
        package enum LeapDay: String, Sendable, CaseIterable {
            case february28 = "feb 28"
            case march1 = "mar 1"
            case skip
        }
        package enum Calendar: String, Sendable, CaseIterable {
            case asGiven = "as given"
            case solar
            case lunar
        }
        /// The day in years without 29 February. Defaults to feb 28.
        package var leapDay: LeapDay
        /// Defaults to as given.
        package var calendar: Calendar
        /// Defaults to 0.
        package var daysBefore: Int

        package init(
            leapDay: LeapDay = .february28, calendar: Calendar = .asGiven, daysBefore: Int = 0
        ) {
            self.leapDay = leapDay
            self.calendar = calendar
            self.daysBefore = daysBefore
        }
    }

    package struct NewProducts: Sendable, Equatable {
        package enum Match: String, Sendable, CaseIterable {
            case category
            case author
            /// By other customers, in one order with it.
            case together = "bought together"
        }
        /// The most products of one mail. Defaults to 6.
        package var atMost: Int
        /// Fewer than this: no mail. Defaults to 1.
        package var atLeast: Int
        /// By what a product is matched with what the customer bought. Defaults to all.
        package var match: [Match]
        /// How long a product counts as new, in days. Defaults to 30.
        package var newForDays: Int

        package init(
            atMost: Int = 6, atLeast: Int = 1, match: [Match] = Match.allCases,
            newForDays: Int = 30
        ) {
            self.atMost = atMost
            self.atLeast = atLeast
            self.match = match
            self.newForDays = newForDays
        }
    }

    package struct Order: Sendable, Equatable {
        /// How many days after the day of the order, where the customer lives.
        package var daysAfter: Int

        package init(daysAfter: Int) {
            self.daysAfter = daysAfter
        }
    }

    package struct Restock: Sendable, Equatable {
        /// Messages per unit available. Defaults to 1.
        package var factor: Double
        /// How long a request is kept, in days; nil means for ever. Defaults to 180.
        package var waitDays: Int?
        /// The programme that ranks the waiting; nil means first come, first told.
        package var rankBy: String?

        package init(factor: Double = 1, waitDays: Int? = 180, rankBy: String? = nil) {
            self.factor = factor
            self.waitDays = waitDays
            self.rankBy = rankBy
        }
    }

    package enum SegmentMove: String, Sendable, CaseIterable { case enters, leaves, `in` }
    package enum TierMove: String, Sendable, CaseIterable { case up, down }
}
