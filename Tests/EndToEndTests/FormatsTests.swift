import Foundation
import Testing

extension EndToEnd {
    @Suite struct FormatsTests {
        @Test func `the ready-made formats are listed, and one is printed to be copied`()
            async throws
        {
            let shop = try TestShop()
            let listed = try await shop.tidings("formats", "--json").objects
            #expect(listed.count == 11)
            #expect(listed.map(\.keys).allSatisfy { $0 == ["format", "about", "entities", "own"] })

            let printed = try await shop.tidings("formats", "google-merchant").stdout
            #expect(printed.contains("\nproducts:\n  map:\n    id: g:id\n"))

            try shop.write(
                printed.replacing("about: Google", with: "about: Our Google"),
                to: "Formats/google-merchant.yaml")
            let table = try await shop.tidings("formats").stdout.split(separator: "\n")
            #expect(
                table.contains(
                    "google-merchant  products, stock    Our Google Merchant product feed, "
                        + "RSS 2.0 or Atom (Formats/google-merchant.yaml)"))
            #expect(
                table.contains(
                    "ubl-2-order      orders, customers  UBL 2 orders"))
        }

        @Test func `a format that is not there is told, with the nearest`() async throws {
            let run = try await TestShop().tidings("formats", "onix-3.2")
            #expect(run.exitCode == 2)
            #expect(
                run.stderr == "there is no format \"onix-3.2\"\n  Did you mean \"onix-3.0\"?\n")
        }
    }
}
