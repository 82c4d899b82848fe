import Foundation

/// A file that a source's folder lists, by its name below it.
struct ListedEntry: Equatable {
    var name: String
    /// Long ago where a server lists it: those do not tell it reliably.
    var modified = Date.distantPast
    /// The date that its name says, where the pattern has one.
    var date: CivilDate?
    /// What a server says of this version of it; nil where it is not to be believed.
    var version: String?
}
