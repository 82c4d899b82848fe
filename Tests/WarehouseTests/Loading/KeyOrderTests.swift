import Testing

@testable import Warehouse

struct KeyOrderTests {
    @Test(
        arguments: [
            (["1", "2", "10", "11"], true), (["a-1", "a-2"], true), (["1", "1"], false),
            (["2", "1"], false), (["10", "9"], false), ([], true),
            (["1", "3", "2", "4"], false),
        ])
    func `keys ascend as numbers do, each once`(keys: [String], ascending: Bool) {
        var order = KeyOrder()
        for key in keys { Array(key.utf8).withUnsafeBytes { order.see($0) } }
        #expect(order.isAscending == ascending)
    }
}
