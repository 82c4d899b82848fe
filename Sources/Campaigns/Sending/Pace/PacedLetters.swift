/// The letters of one claim in the order in which they may leave: those to a domain that has to wait
/// let the others pass.
struct PacedLetters {
    private struct Queue {
        var letters: ArraySlice<(position: Int, letter: Letter)>
    }

    private var queues: [String: Queue] = [:]
    private let pace: MailPace

    init(_ letters: [Letter], _ pace: MailPace) {
        self.pace = pace
        for (position, letter) in letters.enumerated() {
            queues[pace.queue(of: letter.domain), default: Queue(letters: [])].letters
                .append((position, letter))
        }
    }

    /// Up to so many letters, as they may leave.
    mutating func next(_ count: Int) -> [Letter] {
        var letters: [Letter] = []
        while letters.count < count, let letter = next() { letters.append(letter) }
        return letters
    }

    /// The letter that may leave first, the earlier one of two.
    private mutating func next() -> Letter? {
        let first = queues.compactMap { name, queue in
            queue.letters.first.map { (name, queues.count > 1 ? pace.delay(of: name) : .zero, $0) }
        }.min { ($0.1, $0.2.position) < ($1.1, $1.2.position) }
        guard let (name, _, head) = first else { return nil }
        queues[name]?.letters.removeFirst()
        if queues[name]?.letters.isEmpty == true { queues[name] = nil }
        return head.letter
    }
}
