/// The text of an XML file, a window of it at a time, and where each of its bytes stands.
///
/// Part of this module's unsafe core: ``at`` never passes ``end``, behind which eight zero bytes
/// stand. What scans ends at the first of them, for no text goes over a NUL.
final class XMLInput {
    /// The next byte; who reads it moves it on.
    var at: UnsafePointer<UInt8>
    private(set) var end: UnsafePointer<UInt8>
    let text: FeedText
    private let window: RowWindow
    private var base: UnsafePointer<UInt8>
    /// Where the window begins in the text.
    private var baseOffset = 0
    /// Line ends are counted up to here.
    private var counted: UnsafePointer<UInt8>
    private var line = 1
    /// Where the line that is being counted begins in the text.
    private var lineStart = 0

    /// - Parameter chunk: How many bytes are read at once.
    init(_ text: FeedText, chunk: Int) {
        self.text = text
        window = RowWindow(text, capacity: chunk)
        base = window.position
        at = base
        end = base
        counted = base
    }

    /// How much of the text is read.
    var offset: Int { offset(of: at) }

    @inline(__always)
    func offset(of pointer: UnsafePointer<UInt8>) -> Int { baseOffset + (pointer - base) }

    /// Reads on behind the window, which then begins at ``at``; false if there is no more.
    ///
    /// All pointers into the window are void then.
    func more() throws -> Bool {
        if window.isAtEnd { return false }
        count(to: at)
        let left = end - at
        baseOffset += at - base
        window.advance(at - base)
        try window.fill()
        base = window.position
        at = base
        counted = base
        end = base + window.bytes.count
        return end - at > left
    }

    /// The line and the column, in bytes from 1, of a byte of the window that was not asked for
    /// before a later one.
    func place(of pointer: UnsafePointer<UInt8>) -> (line: Int, column: Int) {
        count(to: pointer)
        return (line, offset(of: pointer) - lineStart + 1)
    }

    private func count(to pointer: UnsafePointer<UInt8>) {
        guard counted < pointer else { return }
        let passed = UnsafeBufferPointer(start: counted, count: pointer - counted)
        let found = ByteWords.count(of: 0x0A, in: passed)
        if found > 0, let last = passed.lastIndex(of: 0x0A) {
            line += found
            lineStart = offset(of: counted) + last + 1
        }
        counted = pointer
    }
}
