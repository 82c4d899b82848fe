/// How an evaluation finds a definition, against that of the evaluation before.
package enum DefinitionStanding: Sendable {
    case known, new, edited
}
