package import Problems

/// What becomes of a field's text before its type reads it.
///
/// The order is always the same, however the job file writes them: `join`, `trim`, then the
/// spellings of nothing and `default:`, then `split`, `lower` or `upper`, `values:`, `lookup`,
/// `prefix:`. What is empty after `split`, or not in the lookup's file, takes the default too, as
/// it stands.
package struct TextSteps: Sendable, Equatable {
    package struct Join: Sendable, Equatable {
        /// Columns or paths, two or more; those without a value are left out.
        package var inputs: [String]
        package var separator: String

        package init(inputs: [String], separator: String) {
            self.inputs = inputs
            self.separator = separator
        }
    }

    package struct Split: Sendable, Equatable {
        /// What stands between the parts; a blank stands for one or more.
        package var separator: String
        /// Which part is taken, from 1, or from the end with -1 for the last. Never 0.
        package var take: Int

        package init(separator: String, take: Int) {
            self.separator = separator
            self.take = take
        }
    }

    package enum Letters: Sendable, Equatable { case lower, upper }

    /// Two columns of a CSV file of the workspace.
    package struct Lookup: Sendable, Equatable {
        /// The file's path in the workspace, as `lookups/countries.csv`.
        package var file: String
        /// The column that holds what the source says.
        package var from: String
        /// The column that holds what is meant.
        package var to: String
        /// What the file holds.
        package var bytes: [UInt8]
        package var place: Place

        package init(file: String, from: String, to: String, bytes: [UInt8], place: Place) {
            self.file = file
            self.from = from
            self.to = to
            self.bytes = bytes
            self.place = place
        }
    }

    package var join: Join?
    /// Characters that are taken off both ends; blanks always are.
    package var trim: String
    package var split: Split?
    package var letters: Letters?
    package var lookup: Lookup?

    package init(
        join: Join? = nil, trim: String = "", split: Split? = nil, letters: Letters? = nil,
        lookup: Lookup? = nil
    ) {
        self.join = join
        self.trim = trim
        self.split = split
        self.letters = letters
        self.lookup = lookup
    }

    /// Whether the text is taken as it comes.
    package var isEmpty: Bool { self == TextSteps() }
}
