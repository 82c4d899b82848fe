import Glibc

/// Results go to stdout, everything else to stderr.
enum Console {
    static func out(_ text: String) { write(text, to: STDOUT_FILENO) }
    static func error(_ text: String) { write(text, to: STDERR_FILENO) }

    /// Whether a person looks at stderr.
    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// How many columns the terminal has on which stderr is shown; 80 where it does not say.
    static var columns: Int {
        var size = winsize()
        let isKnown = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        return isKnown ? Int(size.ws_col) : 80
    }

    /// Text without a line's end, for a progress line that is drawn over.
    static func draw(_ text: String) { write(text, to: STDERR_FILENO, end: "") }

    private static func write(_ text: String, to descriptor: Int32, end: String = "\n") {
        var bytes = Array((text + end).utf8)[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            // A reader that went away (a closed pipe) wants no more.
            guard written > 0 else { return }
            bytes = bytes.dropFirst(written)
        }
    }
}
