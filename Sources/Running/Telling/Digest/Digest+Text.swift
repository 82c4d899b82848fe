extension Digest {
    /// The text of the mail, and what `tidings digest` prints.
    package var text: String {
        let parts = sections.map { section in
            ([section.title]
                + section.items.flatMap { item in
                    ["  \(item.text)"] + item.notes.map { "    \($0)" }
                }).joined(separator: "\n")
        }
        return ([headline] + parts).joined(separator: "\n\n") + "\n"
    }

    /// The mail's better alternative.
    var html: String {
        let parts = sections.map { section in
            "<h2 style=\"font-size:16px;margin:24px 0 4px\">\(section.title.escaped)</h2>\n<ul"
                + " style=\"margin:0;padding-left:20px\">\n"
                + section.items.map { item in
                    let notes = item.notes.map {
                        "<br><span style=\"color:#666\">\($0.escaped)</span>"
                    }
                    return "<li>\(item.text.escaped)\(notes.joined())</li>\n"
                }.joined() + "</ul>\n"
        }
        return """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>\(subject.escaped)</title></head>
            <body style="font:15px/1.5 sans-serif;color:#222;max-width:640px">
            <p>\(headline.escaped)</p>
            \(parts.joined())</body></html>

            """
    }
}

extension String {
    /// Text in HTML.
    fileprivate var escaped: String {
        replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
