/// Where members live.
struct City: Sendable {
    var name: String
    var country: String
    var timezone: String
    var locale: String
    /// How many of a thousand members live there.
    var weight: Int

    private init(
        _ name: String, _ country: String, _ timezone: String, _ locale: String, _ weight: Int
    ) {
        self.name = name
        self.country = country
        self.timezone = timezone
        self.locale = locale
        self.weight = weight
    }

    static let all: [City] = [
        City("Hangzhou", "CN", "Asia/Shanghai", "zh-CN", 190),
        City("Shanghai", "CN", "Asia/Shanghai", "zh-CN", 160),
        City("Beijing", "CN", "Asia/Shanghai", "zh-CN", 110),
        City("Guangzhou", "CN", "Asia/Shanghai", "zh-CN", 80),
        City("Shenzhen", "CN", "Asia/Shanghai", "zh-CN", 70),
        City("Chengdu", "CN", "Asia/Shanghai", "zh-CN", 70),
        City("Nanjing", "CN", "Asia/Shanghai", "zh-CN", 60),
        City("Suzhou", "CN", "Asia/Shanghai", "zh-CN", 50),
        City("Wuhan", "CN", "Asia/Shanghai", "zh-CN", 40),
        City("Xi'an", "CN", "Asia/Shanghai", "zh-CN", 40),
        City("Xiamen", "CN", "Asia/Shanghai", "zh-CN", 30),
        City("Auckland", "NZ", "Pacific/Auckland", "en-NZ", 35),
        City("Wellington", "NZ", "Pacific/Auckland", "en-NZ", 15),
        City("Honolulu", "US", "Pacific/Honolulu", "en-US", 20),
        City("Paris", "FR", "Europe/Paris", "fr-FR", 22),
        City("Lyon", "FR", "Europe/Paris", "fr-FR", 8),
    ]

    static let weights = all.map(\.weight)
}
