/// A place in the shop where books of one kind stand, and how such books are titled.
///
/// A pattern's `{place}`, `{thing}`, `{name}`, `{season}` and `{number}` are filled in from the
/// words of its language (``TitleWords``).
struct Shelf: Sendable {
    /// The category's path.
    var category: String
    /// How much of the shop it is.
    var weight: Int
    var english: [String]
    var chinese: [String]

    private init(_ category: String, _ weight: Int, _ english: [String], _ chinese: [String]) {
        self.category = category
        self.weight = weight
        self.english = english
        self.chinese = chinese
    }

    static let all: [Shelf] = [
        Shelf(
            "Fiction > Crime", 14,
            [
                "A Body at {place}", "The {place} Inheritance", "Inspector {name} and the {thing}",
                "{number} Witnesses", "The Last Ferry from {place}", "Murder by {thing}",
            ],
            ["{place}疑云", "消失的{thing}", "{name}探案：{thing}之谜", "{number}号证人", "{season}夜追凶"]
        ),
        Shelf(
            "Fiction > Literary", 13,
            [
                "What the {thing} Knew", "{season} in {place}", "The {thing} Keeper",
                "Letters to {name}", "A House in {place}", "Everything {name} Forgot",
            ],
            [
                "{thing}与{season}天", "{place}往事", "给{name}的信", "{place}的{thing}",
                "第{number}个{season}天",
            ]
        ),
        Shelf(
            "Fiction > Science Fiction", 9,
            [
                "The {thing} at the End of Orbit", "{number} Light Years to {place}",
                "{name} Dreams in Code", "Colony of the {thing}", "After the Second {season}",
            ],
            ["{thing}纪元", "{number}光年外的{place}", "{name}的平行宇宙", "星际{thing}", "最后的{season}天"]
        ),
        Shelf(
            "Fiction > Historical", 8,
            [
                "The {thing} Maker of {place}", "{name} and the Silk Road",
                "The Year of the {thing}",
                "The Court at {place}", "{season} of the Empire",
            ],
            ["{place}风云录", "大唐{thing}记", "{name}传奇", "{place}的{number}个{season}天", "{thing}行"]
        ),
        Shelf(
            "Fiction > Romance", 6,
            [
                "Meet Me in {place}", "{name} Next Door", "A {season} Wedding",
                "The {thing} Between Us", "{number} Reasons to Stay",
            ],
            ["在{place}遇见你", "{season}天的{name}", "第{number}封情书", "{thing}与你"]
        ),
        Shelf(
            "Fiction > Fantasy", 7,
            [
                "The {thing} of {place}", "{name} and the Hollow {thing}", "Queen of {season}",
                "The {number} Lanterns", "A Map to the {thing}",
            ],
            ["{thing}之书", "{place}仙踪", "{name}与{thing}", "{number}盏灯", "{season}之国"]
        ),
        Shelf(
            "Children > Picture Books", 8,
            [
                "Goodnight, {thing}", "{name} Finds a {thing}", "The Little {thing} of {place}",
                "{number} Sleepy Ducks and a {thing}", "Where Does {season} Sleep?",
            ],
            ["晚安，{thing}", "{name}和小{thing}", "{number}只小鸭去{place}", "{season}天在哪里睡觉"]
        ),
        Shelf(
            "Children > First Readers", 6,
            [
                "{name} Goes to {place}", "The {thing} Club", "{name} and the Missing {thing}",
                "{season} at Lantern School", "{number} Riddles from {place}",
            ],
            ["{name}上学记", "{thing}俱乐部", "{name}的{season}天", "{place}历险记", "{number}个谜语"]
        ),
        Shelf(
            "Young Adult", 5,
            [
                "The {season} We Ran", "{name}, Almost Seventeen", "{place} Is Not on the Map",
                "Songs for a {thing}", "{number} Days of {season}",
            ],
            ["十七岁的{thing}", "{season}天以后", "{name}不说话", "{place}少年", "{number}天"]
        ),
        Shelf(
            "Non-fiction > History", 6,
            [
                "A Short History of the {thing}", "{place}: A City in {number} Maps",
                "The {thing} Trade", "{name}’s {place}: A Life in Letters",
            ],
            ["{thing}简史", "{number}张地图里的{place}", "{place}城记", "{season}天的帝国：{place}"]
        ),
        Shelf(
            "Non-fiction > Science", 5,
            [
                "Why the {thing} Floats", "The Physics of {season}",
                "{number} Questions about the {thing}",
                "The Secret Life of the {thing}",
            ],
            ["{thing}的秘密生活", "{season}天的物理学", "关于{thing}的{number}个问题"]
        ),
        Shelf(
            "Non-fiction > Essays", 5,
            [
                "Notes from {place}", "On {season}", "The {thing} on My Desk",
                "{number} Small Essays about {place}",
            ],
            ["{place}随笔", "我书桌上的{thing}", "{season}日札记", "{number}篇小文"]
        ),
        Shelf(
            "Food & Drink > Cookery", 5,
            [
                "The {place} Kitchen", "{season} Dumplings & Other Comforts",
                "{number} Bowls from {place}",
                "Tea with {name}",
            ],
            ["{place}小厨", "{season}天的餐桌", "{number}碗面：{place}", "{name}的点心"]
        ),
        Shelf(
            "Travel", 4,
            [
                "Slow Trains to {place}", "{place} on Foot", "{number} Nights in {place}",
                "{season} Roads",
            ],
            ["慢火车去{place}", "步行{place}", "{place}的{number}个夜晚", "{season}天的路"]
        ),
        Shelf(
            "Poetry", 3,
            [
                "{season} Lines", "{number} Poems for {name}", "The {thing} and Other Poems",
                "{place} Rain",
            ],
            ["{season}天的诗", "给{name}的{number}首诗", "{thing}集", "{place}的雨"]
        ),
        Shelf(
            "Business > Ideas", 4,
            [
                "The {thing} Principle", "{number} Habits of {place}", "Managing {season}",
                "What {name} Taught Me about Work",
            ],
            ["{thing}法则", "{place}商道", "{number}个好习惯", "{name}谈工作"]
        ),
    ]

    static let weights = all.map(\.weight)
}
