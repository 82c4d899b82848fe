import Definitions
import Problems
import Testing

struct ExpressionProblemTests {
    @Test(arguments: [
        ExpressionFault(
            "cty = a", 1, 3,
            "unknown name \"cty\"",
            "Did you mean \"city\"?"),
        ExpressionFault(
            "", 1, 1,
            "expected a condition, found the end",
            "Write one, as in city = \"Hangzhou\" or orders >= 2."),
        ExpressionFault(
            "city == a", 6, 2,
            "unknown comparison \"==\"",
            "Write a single =."),
        ExpressionFault(
            "city =", 7, 1,
            "expected a value, found the end",
            "Write a word, or text in quotes."),
        ExpressionFault(
            "city = New York", 12, 4,
            "expected \"and\" or \"or\", found \"York\"",
            "Put text of several words in quotes, as in \"New York\"."),
        ExpressionFault(
            "city < a", 6, 1,
            "city is text and has no order for \"<\"",
            "Compare it with =, !=, in, contains, starts with or ends with."),
        ExpressionFault(
            "city = 'a", 8, 1,
            "this quote is never closed",
            "End the text with '."),
        ExpressionFault(
            "city = a &&", 10, 2,
            "unexpected character \"&\"",
            "Write and."),
        ExpressionFault(
            "orders", 1, 6,
            "orders is a number, not a condition",
            "Compare it, as in orders >= 1."),
        ExpressionFault(
            "orders(last 30)", 15, 1,
            "expected hours, days, weeks, months or years, found \")\"",
            "Write it as in 30 days."),
        ExpressionFault(
            "orders(last 30d) > 1", 13, 3,
            "expected a number, found \"30d\"",
            "Write the unit as a word, as in 30 days."),
        ExpressionFault(
            "orders(last month) > 1", 13, 5,
            "\"last month\" has no number",
            "Write last 1 month, or this month."),
        ExpressionFault(
            "spend > 100 EUR", 13, 3,
            "spend is counted in CNY, not in EUR",
            "Write the amount in CNY."),
        ExpressionFault(
            "orders > 100 CNY", 14, 3,
            "orders is not money",
            "Remove CNY."),
        ExpressionFault(
            "spend > abc", 9, 3,
            "expected a number, found \"abc\"",
            "Write it in digits, as in 500 or 12.50."),
        ExpressionFault(
            "spend between 200 and 50", 15, 3,
            "nothing is between 200 and 50",
            "Write the smaller number first."),
        ExpressionFault(
            "bought(category under \"Fiction\"", 7, 1,
            "this parenthesis is never closed",
            "Close it with \")\". Inside YAML braces { } put the whole expression in quotes: a comma ends it there."
        ),
        ExpressionFault(
            "bought(colour = red)", 8, 6,
            "unknown filter \"colour\"",
            "The filters are: channel, status, total, currency, order.NAME, product, category, brand, author, publisher, title, price, importance, published_on, product.NAME; windows are as in last 90 days."
        ),
        ExpressionFault(
            "bought(category = \"Fiction\")", 17, 1,
            "expected under, found \"=\"",
            "Write category under \"Fiction > Crime\"."),
        ExpressionFault(
            "bought(last 3 days, since 2026-01-01)", 21, 5,
            "a second window",
            "One window is enough."),
        ExpressionFault(
            "(city = a", 1, 1,
            "this parenthesis is never closed",
            "Close it with \")\". Inside YAML braces { } put the whole expression in quotes: a comma ends it there."
        ),
        ExpressionFault(
            "city = a)", 9, 1,
            "this parenthesis closes nothing",
            "Remove it, or open one."),
        ExpressionFault(
            "in segment laps", 12, 4,
            "unknown segment \"laps\"",
            "The segments are: fiction-lovers, lapsed, staff."),
        ExpressionFault(
            "in staff", 4, 5,
            "expected segment, found \"staff\"",
            "Write in segment NAME, or FIELD in (a, b)."),
        ExpressionFault(
            "staff", 1, 5,
            "unknown name \"staff\"",
            "Write in segment staff."),
        ExpressionFault(
            "tier = platinum", 8, 8,
            "unknown tier \"platinum\"",
            "The tiers are: gold, reader, silver."),
        ExpressionFault(
            "tier", 5, 1,
            "expected a comparison, found the end",
            "Write tier = gold, tier in (gold, silver) or tier >= silver."),
        ExpressionFault(
            "received(campaign = birthday-crad)", 21, 13,
            "unknown campaign \"birthday-crad\"",
            "Did you mean \"birthday-card\"?"),
        ExpressionFault(
            "joined_on < 2026-02-30", 13, 10,
            "there is no day 2026-02-30",
            "Write dates as year-month-day, as in 2026-11-21."),
        ExpressionFault(
            "joined_on < Tuesday", 13, 7,
            "expected a date or a time ago, found \"Tuesday\"",
            "Write it as in 2026-11-21, 90 days ago or today."),
        ExpressionFault(
            "joined_on < 5 days", 19, 1,
            "expected ago, found the end",
            "Write it as in 5 days ago."),
        ExpressionFault(
            "birthday < 3", 10, 1,
            "expected within next, within last, in month or today, found \"<\"",
            "Write birthday within next 7 days, birthday in month 5 or birthday today."),
        ExpressionFault(
            "birthday within next 2 years", 22, 1,
            "days of the year are looked for by days, at most 366",
            "Write within next 30 days, or in month 5."),
        ExpressionFault(
            "birthday in month 13", 19, 2,
            "expected a month from 1 to 12, found \"13\"",
            "Write a whole number."),
        ExpressionFault(
            "top 5% spend", 8, 5,
            "expected by, found \"spend\"",
            "Say by what, as in top 5% by spend(last 365 days)."),
        ExpressionFault(
            "top 0% by spend", 5, 1,
            "a share is above 0% and at most 100%",
            "Write it as in top 5% by spend."),
        ExpressionFault(
            "top x by spend", 5, 1,
            "expected how many, found \"x\"",
            "Write top 5% by spend, or top 100 by spend."),
        ExpressionFault(
            "quintile by spend = 6", 19, 1,
            "a quintile is a whole number from 1 to 5",
            "5 has the highest amounts, as in quintile by spend = 5."),
        ExpressionFault(
            "email is null", 10, 4,
            "expected known or unknown, found \"null\"",
            "Write is known or is unknown; compare with =."),
        ExpressionFault(
            "city = \"\"", 8, 2,
            "an empty text matches nothing",
            "For a value that is missing write is unknown."),
        ExpressionFault(
            "attributes. = a", 1, 11,
            "the attribute has no name",
            "Write it as in attributes.favourite_author."),
        ExpressionFault(
            "city = a xor city = b", 10, 3,
            "expected \"and\" or \"or\", found \"xor\"",
            "Put text of several words in quotes, as in \"a xor\"."),
        ExpressionFault(
            "waiting for", 12, 1,
            "expected a value, found the end",
            "Write a word, or text in quotes."),
        ExpressionFault(
            "city in a", 9, 1,
            "expected a list in parentheses, found \"a\"",
            "Write it as in (gold, silver)."),
        ExpressionFault(
            "last_order_at", 14, 1,
            "expected a comparison, found the end",
            "Write last_order_at < 90 days ago, last_order_at >= 2026-11-21 or last_order_at is known."
        ),
        ExpressionFault(
            "orders(between 90 and 90 days ago) > 1", 16, 2,
            "the window from 90 to 90 is empty",
            "Write two different numbers, as in between 365 and 90 days ago."),
        ExpressionFault(
            "joined_on < 200 years ago", 17, 5,
            "200 years is more than a hundred years",
            "Write a date, or leave the window away to count everything."),
        ExpressionFault(
            "5 > orders", 1, 1,
            "expected a condition, found \"5\"",
            "Write one, as in city = \"Hangzhou\" or orders >= 2."),
        ExpressionFault(
            "spend + 1 > 2", 7, 1,
            "unexpected character \"+\"",
            "There is no arithmetic here; compare one amount with another."),
        ExpressionFault(
            "attributes.x > 5 hours ago", 16, 1,
            "a day is compared by days, not hours",
            "Write days, as in 2 days ago."),
        ExpressionFault(
            "days since yesterday > 1", 12, 9,
            "expected last order, first order, joining, tier, waiting or attributes.NAME, found \"yesterday\"",
            "Write days since last order > 90."),
        ExpressionFault(
            "tier(gold) = gold", 6, 4,
            "unknown tier programme \"gold\"",
            "The tier programmes are: membership."),
        ExpressionFault(
            "top 5% by city", 11, 4,
            "city is not an amount",
            "Write one, as in spend(last 365 days), orders or days since last order."),
        ExpressionFault(
            "spend > orders", 9, 6,
            "spend is money, orders is not",
            "Compare money with money, and numbers with numbers."),
        ExpressionFault(
            "orders > p50 of spend", 10, 3,
            "spend is money, orders is not",
            "Compare money with money, and numbers with numbers."),
        ExpressionFault(
            "orders > p100 of orders", 10, 4,
            "a percentile is p1 to p99",
            "Write it as in p75 of days between orders."),
        ExpressionFault(
            "average order > 5 EUR", 19, 3,
            "average order is counted in CNY, not in EUR",
            "Write the amount in CNY."),
        ExpressionFault(
            "attributes.x > 5 CNY", 18, 3,
            "attributes.x is not declared as money",
            "Declare it under attributes: in Jobs/workspace.yaml, or remove CNY."),
        ExpressionFault(
            "average spend > 5", 9, 5,
            "expected order, found \"spend\"",
            "Write average order(last 365 days)."),
        ExpressionFault(
            "distinct > 5", 10, 1,
            "expected products, found \">\"",
            "Write distinct products(last 365 days)."),
        ExpressionFault(
            "days > 5", 6, 1,
            "expected since or between orders, found \">\"",
            "Write days since last order, or days between orders."),
        ExpressionFault(
            "top 80% of days since last order", 12, 4,
            "days since last order has no total of all customers",
            "Write a count or a sum, as in top 80% of spend(last 365 days), or by."),
        ExpressionFault(
            "top 80 of spend", 8, 2,
            "expected by, found \"of\"",
            "Say by what, as in top 5% by spend(last 365 days)."),
        ExpressionFault(
            "decile by spend = 0", 17, 1,
            "a decile is a whole number from 1 to 10",
            "10 has the highest amounts, as in decile by spend = 10."),
        ExpressionFault(
            "quintile by spend >= 1", 19, 2,
            "every quintile is so",
            "Write some of 1 to 5, as in quintile by spend >= 4."),
        ExpressionFault(
            "quintile by spend > 5", 19, 1,
            "no quintile is so",
            "Write some of 1 to 5, as in quintile by spend >= 4."),
        ExpressionFault(
            "tier was gold", 14, 1,
            "expected a window, found the end",
            "Say when, as in within last 90 days, or since 2026-01-01."),
        ExpressionFault(
            "was in lapsed this year", 8, 6,
            "expected segment, found \"lapsed\"",
            "Write in segment NAME, or FIELD in (a, b)."),
        ExpressionFault(
            "anniversary today", 13, 5,
            "expected of, found \"today\"",
            "Write anniversary of joined_on within next 7 days."),
        ExpressionFault(
            "anniversary of city today", 16, 4,
            "expected joined_on, first_order_at or attributes.NAME, found \"city\"",
            "Write anniversary of joined_on within next 7 days."),
        ExpressionFault(
            "consent.nws", 1, 11,
            "unknown topic \"nws\"",
            "Did you mean \"news\"?"),
        ExpressionFault(
            "consent.news = perhaps", 16, 7,
            "expected = yes or = no, found \"perhaps\"",
            "Write consent.news = yes, = no or is known."),
        ExpressionFault(
            "joined_on > 5 hours ago", 13, 1,
            "a day is compared by days, not hours",
            "Write days, as in 2 days ago."),
        ExpressionFault(
            "orders(status = sold) > 0", 17, 4,
            "unknown status \"sold\"",
            "The statuses are: cancelled, returned, sale."),
        ExpressionFault(
            "orders(attributes.gift = yes) > 0", 8, 15,
            "attributes of the customer are no filter",
            "Write order.gift or product.gift."),
        ExpressionFault(
            "waiting(price > 5)", 9, 5,
            "unknown filter \"price\"",
            "The filters are: product, category, brand, author, publisher, title, importance, published_on, product.NAME; windows are as in last 90 days."
        ),
        ExpressionFault(
            "received(url contains a)", 10, 3,
            "unknown filter \"url\"",
            "The filters are: campaign, topic; windows are as in last 90 days."),
        ExpressionFault(
            "bought(product = a, product = b)", 21, 7,
            "a second product",
            "Write one, with a list as in (a, b) or with between."),
        ExpressionFault(
            "attributes.x is unreadable", 1, 12,
            "attributes.x is read as it is, so it is never unreadable",
            "Write is unknown, or declare another type under attributes: in Jobs/workspace.yaml."),
        ExpressionFault(
            "bought(published_on between 2026-01-01 and today)", 21, 7,
            "between needs two dates here",
            "Write between 2026-01-01 and 2026-03-31, or between 365 and 90 days ago."),
        ExpressionFault(
            "orders(since yesterday) > 0", 14, 9,
            "expected a date, found \"yesterday\"",
            "Write it as in 2026-11-21."),
    ])
    func `a fault of a condition has a place, a name and a hint`(_ fault: ExpressionFault) throws {
        try fault.isFound(expecting: .condition)
    }

    @Test func `the faults of several conditions are reported together`() throws {
        let problems = try #require(throws: Problems.self) {
            try parse("cty = a and spend between x and 2 or (orders and citty = b)").get()
        }
        #expect(
            problems.all.map(\.summary) == [
                "unknown name \"cty\"", "expected a number, found \"x\"",
                "orders is a number, not a condition", "unknown name \"citty\"",
            ])
    }

    @Test func `tier needs one programme, or its name`() throws {
        let none = try #require(throws: Problems.self) {
            try parse("tier = gold", names: ExpressionNames()).get()
        }
        #expect(none.all.map(\.summary) == ["there is no tier programme"])
        #expect(none.all.map(\.hint) == ["Define one under transform: tiers: in a job."])
        let several = try #require(throws: Problems.self) {
            try parse("tier = gold", names: ExpressionNames(tiers: ["b": ["gold"], "a": []])).get()
        }
        #expect(several.all.map(\.summary) == ["there are several tier programmes"])
        #expect(several.all.map(\.hint) == ["Say which: tier(a), tier(b)."])
    }

    @Test func `names that do not exist yet are said to be missing`() throws {
        let problems = try #require(throws: Problems.self) {
            try parse("in segment a", names: ExpressionNames()).get()
        }
        #expect(problems.all.map(\.hint) == ["There are no segments yet."])
    }

    @Test func `parentheses may nest fifty deep and no deeper`() throws {
        let deep =
            String(repeating: "(", count: 49) + "city = a" + String(repeating: ")", count: 49)
        #expect(try parse(deep).get().fingerprint == "city in (\"a\")")
        let deeper = String(repeating: "(", count: 5000)
        let problems = try #require(throws: Problems.self) { try parse(deeper).get() }
        #expect(problems.all.map(\.summary) == ["parentheses nest deeper than 50"])
    }
}
