import ServiceLifecycle

/// Tells the service manager again and again that all is well, as long as it is so.
struct Watchdog: Service {
    /// How often; nil where no manager wants to hear it.
    let interval: Duration?
    let isWell: @Sendable () -> Bool
    let tell: @Sendable () -> Void

    func run() async throws {
        guard let interval else { return try await gracefulShutdown() }
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                if isWell() { tell() }
                // It ends early only when the process is to end.
                try? await Task.sleep(for: interval)
            }
        }
    }
}
