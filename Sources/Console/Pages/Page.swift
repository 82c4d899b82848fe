import Crypto
import Foundation
import HTTPTypes
import Hummingbird

/// A page for customers: readable without scripts, on a telephone, and by a screen reader.
struct Page {
    private let html: String

    /// - Parameters:
    ///   - name: of the shop.
    ///   - content: HTML, as the functions below make it.
    init(_ name: String, _ text: PageText, _ content: [String]) {
        html = """
            <!doctype html>
            <html lang="\(Self.escaped(text.language))">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>\(Self.escaped(name))</title>
            <style>\(Self.style)</style>
            </head>
            <body>
            <main>
            <p class="shop">\(Self.escaped(name))</p>
            \(content.filter { !$0.isEmpty }.joined(separator: "\n"))
            </main>
            </body>
            </html>

            """
    }

    func response(_ status: HTTPResponse.Status) -> Response {
        var response = Response(
            status: status, body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
        response.headers[.contentType] = "text/html; charset=utf-8"
        Self.protect(&response.headers)
        return response
    }

    /// Nothing is kept, framed, guessed or told to where a link leads.
    static func protect(_ headers: inout HTTPFields) {
        headers[.cacheControl] = "no-store"
        headers[.contentSecurityPolicy] = policy
        headers[.xContentTypeOptions] = "nosniff"
        for (name, value) in [
            ("Referrer-Policy", "no-referrer"), ("X-Robots-Tag", "noindex"),
            ("X-Frame-Options", "DENY"),
        ] {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
    }

    static func heading(_ text: String) -> String { "<h1>\(escaped(text))</h1>" }
    static func paragraph(_ text: String) -> String { "<p>\(escaped(text))</p>" }
    static func notice(_ text: String) -> String {
        "<p class=\"notice\" role=\"status\">\(escaped(text))</p>"
    }
    static func link(_ text: String, to url: String) -> String {
        "<p><a href=\"\(escaped(url))\">\(escaped(text))</a></p>"
    }
    /// A form that posts to the page's own address.
    static func form(_ content: [String]) -> String {
        "<form method=\"post\">\n\(content.joined(separator: "\n"))\n</form>"
    }
    static func button(
        _ text: String, name: String, value: String, isQuiet: Bool = false
    ) -> String {
        let style = isQuiet ? " class=\"quiet\"" : ""
        return "<button\(style) name=\"\(escaped(name))\" value=\"\(escaped(value))\">"
            + "\(escaped(text))</button>"
    }
    static func checkbox(
        _ text: String, name: String, value: String, isOn: Bool
    ) -> String {
        "<label><input type=\"checkbox\" name=\"\(escaped(name))\" value=\"\(escaped(value))\""
            + "\(isOn ? " checked" : "")> \(escaped(text))</label>"
    }

    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
            .replacing("'", with: "&#39;")
    }

    private static let style = """
        body{margin:0;background:#f5f1ea;color:#2c2622;\
        font:1.0625rem/1.6 system-ui,-apple-system,"Segoe UI","PingFang SC","Noto Sans CJK SC",\
        "Microsoft YaHei",sans-serif}\
        main{max-width:32rem;margin:8vh auto;padding:2rem;background:#fff;border-radius:.5rem}\
        .shop{margin:0 0 1.5rem;color:#8a5a3c;letter-spacing:.06em}\
        h1{margin:0 0 1.5rem;font-size:1.5rem;line-height:1.3;font-weight:600}\
        form{margin:0 0 1rem}\
        label{display:block;padding:.6rem 0}\
        input{width:1.15rem;height:1.15rem;margin-right:.6rem;vertical-align:-.15rem}\
        button{font:inherit;padding:.65rem 1.4rem;margin-top:.5rem;border:2px solid #8f3d10;\
        border-radius:.35rem;background:#8f3d10;color:#fff;cursor:pointer}\
        button.quiet{background:#fff;color:#8f3d10}\
        .notice{padding:.7rem 1rem;background:#e8f2e6;border-radius:.35rem}\
        a{color:#8f3d10}
        """

    /// The one style sheet is known by its hash; nothing else is loaded, run or framed.
    private static let policy =
        "default-src 'none'; style-src 'sha256-\(hash(of: style))'; form-action 'self';"
        + " base-uri 'none'; frame-ancestors 'none'"

    private static func hash(of text: String) -> String {
        Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString()
    }
}
