import Testing

@testable import Mail

struct MessageIDTests {
    static func id(
        _ workspace: String, _ customer: String, _ campaign: String, _ occurrence: String
    ) -> MessageID {
        MessageID(
            workspace: workspace, customer: customer, campaign: campaign, occurrence: occurrence,
            domain: "lantern.example")
    }

    @Test func `the same decision has the same name for ever`() {
        // sha256("13:Lantern Books4:c-1713:birthday-card13:birthday:2027"), 160 bits.
        #expect(
            Self.id("Lantern Books", "c-17", "birthday-card", "birthday:2027").text
                == "<7f502f3172e82a5f0139798f5cd6220bcfb962ad@lantern.example>")
    }

    @Test func `parts that run together stay apart`() {
        #expect(Self.id("a", "bc", "d", "e") != Self.id("ab", "c", "d", "e"))
        #expect(Self.id("a", "b", "c", "d") != Self.id("a", "b", "d", "c"))
    }

    @Test func `a file is named without what a path could not hold`() {
        let id = MessageID(
            workspace: "w", customer: "c", campaign: "k", occurrence: "o", domain: "../x y")
        #expect(id.fileName.hasSuffix("@.._x_y"))
        #expect(!id.fileName.contains("<"))
    }

    @Test func `a boundary can stand in no encoded body`() {
        #expect(Self.id("a", "b", "c", "d").boundary.hasPrefix("=_"))
        #expect(Self.id("a", "b", "c", "d").boundary.count == 34)
    }
}
