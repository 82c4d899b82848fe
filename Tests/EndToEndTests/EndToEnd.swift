import Testing

/// The real binary on real folders and a real PostgreSQL. Its suites start many processes, so they
/// run one after the other.
@Suite(.serialized) enum EndToEnd {}
