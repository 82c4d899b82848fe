/// What an expression must come to.
package enum ValueKind: Sendable {
    /// True, false or unknown for each customer: segments and audiences.
    case condition
    /// A number or money for each customer: tier metrics.
    case amount
}
