import Dispatch
import Glibc
import Synchronization

/// Turns the first SIGINT or SIGTERM into a cancellation: the command stops at a safe edge, stops
/// its private server, and ends with 130 or 143. A second one ends the process at once.
final class Interruption: Sendable {
    private let caught = Mutex<Int32?>(nil)

    /// 128 and the signal, once one came.
    var exitCode: Int32? { caught.withLock { $0 }.map { 128 + $0 } }

    /// Listens until the process ends.
    func watch(_ cancel: @escaping @Sendable () -> Void) {
        for number in [SIGINT, SIGTERM] {
            // Until the source has its handler the signal ends the process, which has begun nothing:
            // ignored meanwhile, it would be lost, and a service manager wait in vain.
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { [self] in
                // The handler holds the source: it lives as long as the process.
                withExtendedLifetime(source) {}
                let isFirst = caught.withLock { caught in
                    defer { caught = caught ?? number }
                    return caught == nil
                }
                guard isFirst else { _exit(128 + number) }
                cancel()
            }
            source.resume()
        }
    }
}
