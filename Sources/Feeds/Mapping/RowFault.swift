/// Why a row is rejected.
struct RowFault: Equatable, Sendable {
    /// The input at fault; nil when the whole row is.
    var column: String?
    /// Never shows the value.
    var reason: String
    /// Where in the input's UTF-8 a byte stands that is none, if that is the fault.
    var faultyByte: Int?
}
