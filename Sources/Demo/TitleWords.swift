/// The words that fill a title's pattern, for one language.
struct TitleWords: Sendable {
    var places: [String]
    var things: [String]
    var names: [String]
    var seasons: [String]
    var numbers: [String]

    private init(
        places: String, things: String, names: String, seasons: String, numbers: String
    ) {
        self.places = Self.words(places)
        self.things = Self.words(things)
        self.names = Self.words(names)
        self.seasons = Self.words(seasons)
        self.numbers = Self.words(numbers)
    }

    /// Words stand apart by blanks; `_` is a blank within one.
    private static func words(_ text: String) -> [String] {
        text.split(whereSeparator: \.isWhitespace).map { word in
            String(word.map { $0 == "_" ? " " : $0 })
        }
    }

    func fill(_ pattern: String, _ random: inout SeededRandom) -> String {
        var title = ""
        var rest = pattern[...]
        while let open = rest.firstIndex(of: "{"), let close = rest.firstIndex(of: "}") {
            title += rest[..<open]
            title += word(rest[rest.index(after: open)..<close], &random)
            rest = rest[rest.index(after: close)...]
        }
        return title + rest
    }

    private func word(_ kind: Substring, _ random: inout SeededRandom) -> String {
        switch kind {
        case "place": random.pick(places)
        case "thing": random.pick(things)
        case "name": random.pick(names)
        case "season": random.pick(seasons)
        default: random.pick(numbers)
        }
    }

    static let english = TitleWords(
        places: """
            West_Lake Gulangyu Harbour_Street Kunming Lijiang Dunhuang Saint-Malo Piha Tekapo
            Lanikai Montmartre the_Bund Moganshan Suzhou Old_Town Lantern_Lane Cold_Mountain
            Willow_Bridge Kashgar Rotorua the_Yangtze Qingdao Crane_Island Juniper_Hill
            """,
        things: """
            Lighthouse Compass Teapot Paper_Boat Violin Clock Orchard Sparrow Umbrella Lantern
            Ink_Stone Kite Pomegranate Silver_Key Piano Moon_Gate Typewriter Blue_Door Fox
            Bicycle Bell Mirror Persimmon_Tree Heron Suitcase Cinnabar_Seal Camphor_Box Whale
            """,
        names: """
            Mei Lin Tao Yun Harriet Oskar Juno Mrs_Chen Ada Felix Old_Wu Aroha Keoni Margot Ming
            Tilda Bao Edith
            """,
        seasons: "Spring Summer Autumn Winter Midsummer Monsoon Frost Harvest",
        numbers: "Three Four Five Seven Nine Eleven Twelve Thirty Forty a_Hundred"
    )

    static let chinese = TitleWords(
        places: """
            西湖 鼓浪屿 外滩 昆明 丽江 敦煌 莫干山 苏州 老城 灯笼巷 寒山 柳桥 喀什 长江 青岛 鹤岛
            江南 拉萨 泉州 南浔 乌镇 长安 洛阳 北平
            """,
        things: """
            灯塔 罗盘 茶壶 纸船 小提琴 时钟 果园 麻雀 雨伞 灯笼 砚台 风筝 石榴 银钥匙 钢琴 月门
            打字机 蓝门 狐狸 自行车 铜铃 镜子 柿子树 白鹭 手提箱 朱砂印 樟木箱 鲸鱼
            """,
        names: "小满 阿梅 林老师 陶陶 云姨 吴先生 小明 宝儿 苏苏 陈太太 阿福 知秋 念念 老周",
        seasons: "春 夏 秋 冬",
        numbers: "三 四 五 七 九 十一 十二 三十 四十 一百"
    )
}
