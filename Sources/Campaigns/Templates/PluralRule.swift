import Foundation

/// Which plural form a language uses for a number (CLDR, plural rules for cardinals).
///
/// Languages that are not listed have the two forms of English.
struct PluralRule: Sendable {
    enum Kind: Sendable, CaseIterable {
        /// One form for all: Chinese, Japanese, Korean, Vietnamese, Thai, Indonesian, Malay.
        case none
        /// One for 1, another for the rest: English, German, Dutch, Italian, Spanish and most.
        case one
        /// One for 0 and 1, another for the rest: French, Portuguese, Hindi.
        case zeroAndOne
        /// Russian, Ukrainian, Belarusian, Serbian, Croatian: 1 book, 2 books, 5 books.
        case eastSlavic
        case polish
        case czech
        case arabic
    }

    let kind: Kind

    /// - Parameter language: a language tag; only its first part counts.
    init(language: String) {
        switch language.prefix(while: { $0 != "-" && $0 != "_" }).lowercased() {
        case "zh", "ja", "ko", "vi", "th", "id", "ms", "lo", "my": kind = .none
        case "fr", "pt", "hi", "bn", "fa", "hy": kind = .zeroAndOne
        case "ru", "uk", "be", "sr", "hr", "bs": kind = .eastSlavic
        case "pl": kind = .polish
        case "cs", "sk": kind = .czech
        case "ar": kind = .arabic
        default: kind = .one
        }
    }

    /// How many forms the language has.
    var forms: Int {
        switch kind {
        case .none: 1
        case .one, .zeroAndOne: 2
        case .eastSlavic, .polish, .czech: 3
        case .arabic: 6
        }
    }

    /// Which of them, from 0 on, goes with a number.
    func form(of number: Decimal) -> Int {
        guard let count = Int("\(abs(number))") else {
            // With decimals: the last form, but for French between 0 and 2.
            return kind == .zeroAndOne && abs(number) < 2 ? 0 : forms - 1
        }
        let ten = count % 10
        let hundred = count % 100
        switch kind {
        case .none: return 0
        case .one: return count == 1 ? 0 : 1
        case .zeroAndOne: return count < 2 ? 0 : 1
        case .eastSlavic:
            if ten == 1, hundred != 11 { return 0 }
            return (2...4).contains(ten) && !(12...14).contains(hundred) ? 1 : 2
        case .polish:
            if count == 1 { return 0 }
            return (2...4).contains(ten) && !(12...14).contains(hundred) ? 1 : 2
        case .czech: return count == 1 ? 0 : (2...4).contains(count) ? 1 : 2
        case .arabic:
            if count < 3 { return count }
            return (3...10).contains(hundred) ? 3 : hundred >= 11 ? 4 : 5
        }
    }
}
