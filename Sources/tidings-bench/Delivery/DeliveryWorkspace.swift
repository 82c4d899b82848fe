import Definitions
import Foundation
import Problems

/// The folder of the sending benchmark: one campaign whose mails carry six books and weigh 8 kB.
struct DeliveryWorkspace {
    let root: URL
    var dkim: Delivery.SigningKind?

    func write() throws {
        for folder in ["Jobs", "Templates"] {
            try FileManager.default.createDirectory(
                at: root.appending(path: folder), withIntermediateDirectories: true)
        }
        for (path, text) in [
            "Jobs/workspace.yaml": Self.settings + (try signing()) + Self.topics,
            "Jobs/mail.yaml": Self.job,
            "Templates/books.html": Self.template,
        ] {
            try text.write(to: root.appending(path: path), atomically: true, encoding: .utf8)
        }
    }

    /// A key of its own, and the setting that names it.
    private func signing() throws -> String {
        guard let dkim else { return "" }
        let file = root.appending(path: "dkim.pem")
        let openssl = Process()
        openssl.executableURL = URL(
            filePath: try MeasuredProcess.find("openssl", package: "openssl"))
        openssl.arguments =
            dkim == .rsa
            ? ["genrsa", "-out", file.path, "2048"]
            : ["genpkey", "-algorithm", "ed25519", "-out", file.path]
        openssl.standardError = FileHandle.nullDevice
        try openssl.run()
        openssl.waitUntilExit()
        return "\n" + Self.signingSettings
    }

    func read() throws -> Workspace {
        try WorkspaceReader(root: root, environment: [:]).read()
    }

    private static let settings = """
        name: Lantern Books
        timezone: Europe/Berlin
        locale: en
        currency: EUR
        mail:
          from: Lantern Books <hello@lantern.example>
          reply_to: service@lantern.example
          postal_address: 12 Lantern Lane, Hangzhou
        """

    private static let topics = "\ntopics:\n  news: {consent: opt-in}\n"

    private static let signingSettings =
        "  dkim: {domain: lantern.example, selector: tidings, key: dkim.pem}"

    private static let job = """
        job: mail
        load:
          - campaign: new-books
            trigger: new-products
            template: books
            topic: news
            expires: 1 day
        """

    private static let template = """
        ---
        subject: "{{customer.first_name}}, six new books for you"
        preheader: Chosen by what you have read.
        ---
        <!doctype html>
        <html><head><title>{{subject}}</title></head>
        <body style="margin:0;padding:0;background:#f4f1ea;font-family:Georgia,serif">
        <p style="font-size:18px;line-height:26px">Dear {{customer.first_name}},</p>
        <p style="font-size:16px;line-height:24px">winter is long and lamps are warm. These books
        came in this week, and they are close to what you have read before.</p>
        <table role="presentation" width="600" cellpadding="0" cellspacing="0">
        {{#products}}
        <tr>
        <td width="120" style="padding:12px"><a href="{{url}}"><img src="{{image_url}}" width="96"
        height="144" alt="{{title}}" style="display:block;border:0"></a></td>
        <td style="padding:12px;font-size:15px;line-height:22px;vertical-align:top">
        <a href="{{url}}" style="color:#7a3b12;text-decoration:none"><b>{{title}}</b></a><br>
        {{author}}, {{publisher}}<br>
        <span style="color:#555555">{{price}}</span><br>
        <span style="font-size:13px;color:#888888">Ready to be sent within two days, free of
        postage for members of our reading club.</span></td>
        </tr>
        {{/products}}
        </table>
        <p style="font-size:16px;line-height:24px">Come in and leaf through them if you are near:
        there is tea on the first floor, and on Thursdays somebody reads aloud.</p>
        <p style="font-size:12px;color:#888888">{{workspace.name}}, {{postal_address}}.
        <a href="{{unsubscribe_url}}">No more of these mails</a></p>
        </body></html>
        """
}
