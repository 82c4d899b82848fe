/// What the generated files are made of; as CSV has them, quoted where that is needed.
enum Words {
    static let firstNames = bytes(
        """
        Anna Ben Clara David Eva Finn Greta Hannes Ida Jürgen Karin Lukas Mia Noah Olivia Paul \
        Quirin René Søren Tomáš Ulla Vera Wiktor Xenia Yusuf Zoë Łukasz Inês Márta Αλέξης Иван 美咲
        """)
    static let lastNames = bytes(
        """
        Müller Schmidt Novák Kowalski Rossi Dubois García Silva Jensen O'Brien Nagy Popescu \
        Ivanova Papadopoulos Yılmaz Smith Jones Weiß Lindström Keller Huber Wagner Bauer Fischer \
        Weber Moreau Laurent Costa Ferrari Bianchi
        """)
    static let cities =
        bytes(
            """
            Berlin München Köln Wien Zürich Paris Saint-Étienne Madrid Lisboa Porto Praha Kraków \
            Warszawa København Malmö Roma Milano Amsterdam Bruxelles London Dublin Budapest Athens \
            Istanbul Gent Graz Basel
            """) + [Array("\"Washington, DC\"".utf8), Array("\"St. \"\"Mary\"\" Hill\"".utf8)]
    static let locales = bytes(
        "de-DE de-AT de-CH fr-FR es-ES pt-PT cs-CZ pl-PL da-DK sv-SE it-IT nl-NL en-GB en-US hu-HU")
    static let domains = bytes("example.com example.net example.org mail.example post.example")
    static let brands = bytes("Acme Nordlys Ökowerk Lumen Kairos Pika Terra Vento Zenit")
    static let adjectives = bytes(
        """
        leather cotton organic classic modern lightweight durable handmade waterproof compact \
        elegant vintage premium soft warm bright colourful practical travel garden kitchen office \
        winter summer sport kids family gift limited edition
        """)

    private static func bytes(_ text: String) -> [[UInt8]] {
        text.split(separator: " ").map { Array($0.utf8) }
    }
}
