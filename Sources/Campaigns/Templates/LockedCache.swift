import Synchronization

/// Values that are made once a key, for all threads; bounded, for keys come from data.
final class LockedCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let values = Mutex<[Key: Value]>([:])

    /// The value of a key, made if it is not known.
    func value(_ key: Key, make: () -> Value) -> Value {
        if let known = values.withLock({ $0[key] }) { return known }
        let made = make()
        return values.withLock { values in
            if let known = values[key] { return known }
            if values.count >= 10_000 { values.removeAll() }
            values[key] = made
            return made
        }
    }
}
