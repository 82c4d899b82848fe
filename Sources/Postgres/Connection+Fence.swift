package import Problems

/// What must hold when a transaction is committed: a statement whose rows are all there.
package struct Fence: Sendable {
    let statement: Statement
    let parameters: [Value]
    let rowCount: Int
    let refusal: Problem

    /// - Parameters:
    ///   - rowCount: how many rows the statement gives as long as it holds.
    ///   - refusal: what is thrown once it does not.
    package init(
        _ statement: Statement, _ parameters: [Value], rowCount: Int, refusal: Problem
    ) {
        self.statement = statement
        self.parameters = parameters
        self.rowCount = rowCount
        self.refusal = refusal
    }
}

extension Connection {
    /// Sets what must hold at the end of each transaction of this session; nil lifts it. It is asked
    /// inside the transaction, last of all.
    package func setFence(_ fence: Fence?) { self.fence = fence }

    func checkFence() async throws {
        guard let fence else { return }
        let rows = try await execute(fence.statement, fence.parameters)
        guard rows.count == fence.rowCount else {
            await rollback()
            throw fence.refusal
        }
    }
}
