/// The server's settings, given on its command line, so that a new version of Tidings brings its
/// own to an old cluster.
enum ClusterSettings {
    /// - Parameter compression: how pages are packed that go to the log whole.
    static func arguments(
        socketDirectory: String, compression: String, other: [String: String]
    ) -> [String] {
        var settings = [
            // Reached by nothing but the socket in a folder of mode 0700.
            "listen_addresses": "",
            "unix_socket_directories": socketDirectory,
            "unix_socket_permissions": "0700",
            // Batch work on a small machine.
            "shared_buffers": "256MB",
            "work_mem": "32MB",
            "maintenance_work_mem": "256MB",
            "max_wal_size": "2GB",
            "checkpoint_timeout": "15min",
            "wal_compression": compression,
            "random_page_cost": "1.1",
            "jit": "off",
            // There are no replicas; COPY into a table of the same transaction writes no log.
            "wal_level": "minimal",
            "max_wal_senders": "0",
            // A message that is recorded as sent stays recorded.
            "synchronous_commit": "on",
            "fsync": "on",
            // The log names no values: no errors of statements, no details.
            "log_min_messages": "log",
            "log_min_error_statement": "panic",
            "log_error_verbosity": "terse",
            "log_checkpoints": "off",
            "log_autovacuum_min_duration": "-1",
            "logging_collector": "off",
            "log_destination": "stderr",
            "lc_messages": "C",
            "timezone": "UTC",
            "log_timezone": "UTC",
        ]
        settings.merge(other) { _, new in new }
        return settings.sorted { $0.key < $1.key }.flatMap { ["-c", "\($0.key)=\($0.value)"] }
    }
}
