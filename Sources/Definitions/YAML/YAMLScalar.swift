import Problems
import Yams

/// A scalar's text with its `${NAME}`s filled in, and the text that may be shown of it.
struct YAMLScalar {
    /// What the value is. May be secret: for messages there is ``shown``.
    let text: String
    /// The text as it stands in the file, without what the environment put in.
    let shown: String
    let file: FileReading
    private let node: Node.Scalar

    /// Fills in the environment; what cannot be filled is a fault, and nil.
    init?(_ node: Node.Scalar, in file: FileReading) {
        self.node = node
        self.file = file
        shown = node.string
        do throws(Interpolation.Fault) {
            text = try Interpolation.fill(node.string, from: file.environment)
        } catch {
            let places = ScalarPlaces(node, in: file.source)
            file.add(
                Problem(
                    .definition, error.summary,
                    at: places.place(offset: error.offset, length: error.length),
                    hint: error.hint))
            return nil
        }
    }

    /// Whether the environment put something in.
    var isFilled: Bool { text != shown }

    /// Whether it is written without quotes and on its line, so that `true` is no text.
    var isPlain: Bool { node.style == .plain }

    /// All of the scalar.
    var place: Place { file.place(of: .scalar(node)) }

    /// A part of the scalar, in Unicode scalars of ``shown``.
    func place(offset: Int, length: Int) -> Place {
        ScalarPlaces(node, in: file.source).place(offset: offset, length: length)
    }
}
