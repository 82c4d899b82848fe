import ArgumentParser
import Foundation

/// Which workspace a command works on.
struct WorkspaceOptions: ParsableArguments {
    @Option(name: [.customShort("C"), .long], help: "The workspace's folder.")
    var workspace = "."

    /// The folder, absolute.
    var root: URL { URL(fileURLWithPath: workspace).standardizedFileURL }
}

/// How a listing is printed.
struct ListingOptions: ParsableArguments {
    @Flag(help: "Print JSON.")
    var json = false
}
