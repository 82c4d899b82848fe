import Demo
import Foundation

/// A file of customers, and its twin in which two of a hundred have moved to another city.
struct CustomersFile {
    let rows: Int

    static let header =
        "customer_id,email,first_name,last_name,birth_date,city,locale,"
        + "signup_date,consent\n"

    func write(to url: URL, changed twin: URL) throws {
        var random = SeededRandom(seed: 7, stream: "customers")
        var changes = SeededRandom(seed: 7, stream: "changed customers")
        var file = try ByteFile(url)
        var other = try ByteFile(twin)
        try file.write(Array(Self.header.utf8))
        try other.write(Array(Self.header.utf8))
        for id in 1...max(1, rows) {
            let row = Row(id, &random)
            try file.write(row.before + Words.cities[row.city] + row.after)
            let moves = changes.chance(perMille: 20)
            let city = moves ? (row.city + 1) % Words.cities.count : row.city
            try other.write(row.before + Words.cities[city] + row.after)
        }
        try file.finish()
        try other.finish()
    }

    /// A row with what stands before and after its city.
    private struct Row {
        var before: [UInt8] = []
        let city: Int
        var after: [UInt8] = []

        init(_ id: Int, _ random: inout SeededRandom) {
            before.append(id)
            before.append(",user")
            before.append(id)
            before.append("@")
            before += random.pick(Words.domains)
            before.append(",")
            before += random.pick(Words.firstNames)
            before.append(",")
            before += random.pick(Words.lastNames)
            before.append(",")
            // 1940 to 2007.
            if !random.chance(perMille: 200) { before.append(day: random.below(24_820) - 10_957) }
            before.append(",")
            city = random.below(Words.cities.count)
            after.append(",")
            after += random.pick(Words.locales)
            after.append(",")
            after.append(day: 19_300 + random.below(1_460))
            after.append(random.chance(perMille: 800) ? ",true\n" : ",false\n")
        }
    }
}
