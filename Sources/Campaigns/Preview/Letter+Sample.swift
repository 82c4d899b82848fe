import Definitions
import Foundation

extension Letter {
    static let sampleOrder = ["id": "1001", "placed_on": "2026-11-02"]
    /// Nobody can redeem it: no code is used up for a look.
    static let sampleVoucher = [
        "code": "SAMPLE-CODE", "value": "10%", "valid_until": "2026-12-31",
    ]

    /// A letter to nobody, with something for each name that templates may show.
    ///
    /// - Parameters:
    ///   - attributes: the names of those that the template needs.
    ///   - tier: one of the workspace's, if it has any.
    static func sample(
        of campaign: Campaign, key: MessageKey, locale: String, attributes: [String],
        tier: String?, at now: Date
    ) -> Letter {
        let isChinese = locale.hasPrefix("zh")
        return Letter(
            key: key, template: campaign.template, topic: campaign.topic, sendAt: now,
            email: "anna@reader.example",
            customer: [
                "first_name": isChinese ? "安娜" : "Anna", "last_name": isChinese ? "李" : "Lee",
                "title": isChinese ? "女士" : "Ms", "city": isChinese ? "杭州" : "Hangzhou",
                "region": isChinese ? "浙江" : "Zhejiang", "country": "CN", "locale": locale,
                "phone": "+86 571 0000 0000", "joined_on": "2024-05-17",
            ],
            attributes: Dictionary(
                attributes.map { ($0, "(\($0))") }, uniquingKeysWith: { first, _ in first }),
            tier: tier ?? "gold", segment: "sample", order: sampleOrder, voucher: sampleVoucher,
            products: (1...3).map { number in
                ProductValues(
                    id: "sample-\(number)",
                    title: isChinese ? "样书第\(number)册" : "A sample book, volume \(number)",
                    url: "https://shop.example/books/\(number)", price: "\(number * 19).90",
                    author: isChinese ? "鲁迅" : "Lu Xun")
            })
    }
}
