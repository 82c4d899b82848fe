import Definitions
import Testing

/// What marketers write as they know it from elsewhere, and what they are told instead.
struct ExpressionHintTests {
    @Test(arguments: [
        ExpressionFault(
            "orders > 1 and and age > 1", 16, 3,
            "expected a condition, found \"and\"",
            "Write one, as in city = \"Hangzhou\" or orders >= 2."),
        ExpressionFault(
            "orders >= 2,5", 12, 1,
            "expected \"and\" or \"or\", found \",\"",
            "Write decimals with a point, as in 2.5."),
        ExpressionFault(
            "age > 17 years", 10, 5,
            "expected \"and\" or \"or\", found \"years\"",
            "Leave \"years\" out: the amount says in what it is counted."),
        ExpressionFault(
            "age > 17 city = a", 10, 4,
            "expected \"and\" or \"or\", found \"city\"",
            "Join conditions with \"and\" or \"or\"."),
        ExpressionFault(
            "not in segment vip", 16, 3,
            "unknown segment \"vip\"",
            "Take it in with use: [vip] under transform."),
        ExpressionFault(
            "in segment rfm-at-risk", 12, 11,
            "unknown segment \"rfm-at-risk\"",
            "Take it in with use: [rfm-groups] under transform."),
    ])
    func `what is written as elsewhere is told how it is written here`(
        _ fault: ExpressionFault
    ) throws {
        try fault.isFound(expecting: .condition)
    }
}
