/// The codes of an error's fields; libpq defines them as C characters (postgres_ext.h).
enum PostgresField {
    static let sqlState = code("C")
    static let primaryMessage = code("M")
    static let hint = code("H")
    static let position = code("P")
    static let constraint = code("n")

    private static func code(_ letter: Unicode.Scalar) -> Int32 { Int32(letter.value) }
}
