// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// A module of the product: `floor` is its place in the wall, imports go only downwards.
func module(
    _ name: String, _ dependencies: [Target.Dependency] = [], sql: Bool = false
) -> Target {
    .target(
        name: name, dependencies: dependencies,
        resources: sql ? [.embedInCode("SQL")] : [], swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let arguments = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")

let package = Package(
    name: "tidings",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "tidings", targets: ["tidings"])],
    dependencies: [
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    ],
    targets: [
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(
            name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),

        module("Problems"),
        module("Definitions", ["Problems", yams]),
        module("Postgres", ["Problems", "CPostgres"]),
        module("Transfer", ["Problems", "CCurl"]),
        module("Feeds", ["Problems", "Definitions", "Postgres", "Transfer", "CXML"]),
        module("Mail", ["Problems", "Transfer", crypto]),
        module("Warehouse", ["Problems", "Definitions", "Postgres", "Feeds", crypto], sql: true),
        module("Audiences", ["Problems", "Definitions", "Postgres", "Warehouse"], sql: true),
        module(
            "Campaigns",
            ["Problems", "Definitions", "Postgres", "Warehouse", "Audiences", "Mail", mustache],
            sql: true),
        module(
            "Running",
            [
                "Problems", "Definitions", "Postgres", "Feeds", "Warehouse", "Audiences",
                "Campaigns", "Mail",
            ], sql: true),
        module("Demo", ["Problems", "Definitions", "Postgres", "Warehouse"], sql: true),
        .executableTarget(
            name: "tidings",
            dependencies: [
                "Problems", "Definitions", "Postgres", "Feeds", "Warehouse", "Audiences",
                "Campaigns", "Mail", "Running", "Demo", arguments,
            ],
            swiftSettings: settings),

        .target(
            name: "TestKit", dependencies: ["Problems", "Postgres", nioCore, nioPosix],
            path: "Tests/TestKit", swiftSettings: settings),
        tests("ProblemsTests", ["Problems"]),
    ]
)
