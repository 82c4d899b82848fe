/// What the pages for customers say, in a language that they are written in.
struct PageText {
    /// A page that is about nothing else.
    enum Message: CaseIterable {
        case unknownLink, expiredLink, tooOften, notUnderstood, outOfOrder
    }

    /// As `en` or `zh`.
    let language: String
    private let isChinese: Bool

    /// - Parameter locales: the first one whose language is known counts; English if none is.
    init(_ locale: String?, else other: String = "en") {
        let languages = [locale, other].compactMap { $0 }
            .map { String($0.prefix { $0 != "-" && $0 != "_" }).lowercased() }
        language = languages.first { Self.languages.contains($0) } ?? "en"
        isChinese = language == "zh"
    }

    static let languages: Set<String> = ["en", "zh"]

    private func say(_ english: String, _ chinese: String) -> String {
        isChinese ? chinese : english
    }

    func stopTopic(_ topic: String) -> String {
        say("No more mail about “\(topic)”?", "不再接收“\(topic)”的邮件？")
    }
    var stopTopicButton: String { say("Unsubscribe", "退订") }
    func orAll(_ shop: String) -> String {
        say("Or no more mail from \(shop) at all:", "或者不再接收\(shop)的任何邮件：")
    }
    var stopAllButton: String { say("Stop all mail", "退订全部邮件") }
    var choose: String { say("Choose what we send you", "选择您想收到的邮件") }
    var stoppedHeading: String { say("You are unsubscribed", "您已退订") }
    func stopped(_ topic: String) -> String {
        say(
            "You get no more mail about “\(topic)” from us.",
            "您不会再收到“\(topic)”的邮件。")
    }
    func stoppedAll(_ shop: String) -> String {
        say("You get no more mail from \(shop).", "您不会再收到\(shop)的邮件。")
    }
    func preferencesHeading(_ shop: String) -> String {
        say("What \(shop) may send you", "您想从\(shop)收到的邮件")
    }
    var saveButton: String { say("Save", "保存") }
    var saved: String { say("Your choice is saved.", "您的选择已保存。") }
    func confirmHeading(_ topic: String) -> String {
        say("Do you want mail about “\(topic)”?", "您想接收“\(topic)”的邮件吗？")
    }
    var confirmButton: String { say("Yes, confirm", "是的，确认订阅") }
    var confirmElse: String {
        say(
            "If you did not ask for this, close this page: nothing will be sent.",
            "如果不是您本人申请的，请关闭此页面，我们不会发送任何邮件。")
    }
    var confirmedHeading: String { say("Thank you", "谢谢") }
    func confirmed(_ topic: String) -> String {
        say(
            "From now on you get our mail about “\(topic)”.",
            "从现在起，您会收到“\(topic)”的邮件。")
    }

    func title(_ message: Message) -> String {
        switch message {
        case .unknownLink: say("This link is not complete", "此链接不完整")
        case .expiredLink: say("This link has expired", "此链接已过期")
        case .tooOften: say("One moment, please", "请稍候")
        case .notUnderstood: say("This did not work", "操作未成功")
        case .outOfOrder: say("This does not work at the moment", "暂时无法处理")
        }
    }

    func advice(_ message: Message) -> String {
        switch message {
        case .unknownLink:
            say(
                "Please open it from the mail once more, or take the link of a newer mail.",
                "请从邮件中重新打开链接，或使用较新邮件中的链接。")
        case .expiredLink:
            say(
                "Please take the link of a newer mail from us, or answer one.",
                "请使用我们较新邮件中的链接，或直接回复邮件。")
        case .tooOften:
            say("Please try again in a minute.", "请一分钟后再试。")
        case .notUnderstood:
            say("Please go back and use the buttons of the page.", "请返回并使用页面上的按钮。")
        case .outOfOrder:
            say(
                "Nothing was changed. Please try again in a few minutes.",
                "没有任何更改。请几分钟后再试。")
        }
    }
}
