import Feeds
import Problems
import Testing

@testable import Warehouse

struct BatchesAheadTests {
    /// Hands out so many batches, and then an end or a problem; counts what was asked for.
    private actor Reader {
        private let count: Int
        private let problem: Problem?
        private(set) var asked = 0

        init(_ count: Int, then problem: Problem? = nil) {
            self.count = count
            self.problem = problem
        }

        func next() throws -> FeedBatch? {
            asked += 1
            if asked <= count { return FeedBatch(read: asked, accepted: asked) }
            if let problem { throw problem }
            return nil
        }
    }

    @Test func `all batches come, in their order`() async throws {
        let (reader, ahead) = (Reader(1000), BatchesAhead())
        async let reading: Void = ahead.read { try await reader.next() }
        var taken: [Int] = []
        while let batch = try await ahead.next() { taken.append(batch.read) }
        await reading
        #expect(taken == Array(1...1000))
    }

    @Test func `what ends the reading comes behind the batches before it`() async throws {
        let problem = Problem(.failed, "cut off", hint: "Send it again.")
        let (reader, ahead) = (Reader(3, then: problem), BatchesAhead())
        async let reading: Void = ahead.read { try await reader.next() }
        var taken = 0
        var thrown: Problem?
        do {
            while try await ahead.next() != nil { taken += 1 }
        } catch let problem as Problem {
            thrown = problem
        }
        await reading
        #expect(taken == 3)
        #expect(thrown == problem)
    }

    @Test func `nobody reads on for one who has closed`() async throws {
        let (reader, ahead) = (Reader(1000), BatchesAhead())
        async let reading: Void = ahead.read { try await reader.next() }
        _ = try await ahead.next()
        await ahead.close()
        await reading
        // The one that was taken, two that waited, and one that was on its way.
        let asked = await reader.asked
        #expect(1...4 ~= asked)
    }
}
