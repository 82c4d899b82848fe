/// A path of the XPath subset that feeds use, read but not yet bound to a parser.
///
/// ```
/// o:ProductIdentifier[o:ProductIDType='15']/o:IDValue     children, and a predicate
/// .//o:TitleText                                          anywhere below
/// @id   g:price/@currency                                 attributes
/// .   text()   Stock[1]/OnHand   Price[@type='net']       itself, its text, positions
/// ../cbc:ID   ../../@currency   ancestor::Order/ID        above, and before the record
/// ```
///
/// A prefix means the namespace that the feed declares for it. A name without a prefix means an
/// element in no namespace, as in XPath 1.0, unless the feed says that any namespace will do.
///
/// The file is read once from its front: of the elements above a record are known their
/// attributes and those of their children that end before the record begins.
package struct XMLPath: Equatable, Sendable {
    enum Namespace: Equatable, Sendable {
        case none
        case any
        case uri(String)
    }

    struct Name: Equatable, Sendable {
        var namespace: Namespace
        /// nil for `*`.
        var local: String?
    }

    enum Test: Equatable, Sendable {
        case element(Name)
        case attribute(Name)
        case text
    }

    indirect enum Predicate: Equatable, Sendable {
        /// The n-th of its siblings that match so far, from 1.
        case position(Int)
        /// The last of them.
        case last
        case exists(XMLPath)
        case equals(XMLPath, String, isNegated: Bool)
    }

    struct Step: Equatable, Sendable {
        /// Whether it is looked for at any depth (`//`) and not only among the children.
        var isDeep: Bool
        var test: Test
        var predicates: [Predicate]
    }

    /// Where a path begins.
    enum Origin: Equatable, Sendable {
        /// `/` or `//`.
        case document
        /// The record, or the element that a predicate is about.
        case here
        /// So many elements above: `..` is one.
        case above(Int)
        /// The elements of a name above, the nearest first.
        case ancestor(Name)
    }

    var origin: Origin
    /// None for `.`.
    var steps: [Step]
}

/// Where a path cannot be read, and what should stand there.
package struct XMLPathFault: Error, Equatable, Sendable {
    /// The offset in characters, from 0.
    package var offset: Int
    package var expected: String
}
