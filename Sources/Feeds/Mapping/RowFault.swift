/// Why a row is rejected.
struct RowFault: Equatable, Sendable {
    /// The input at fault; nil when the whole row is.
    var column: String?
    /// Never shows the value.
    var reason: String
}
