// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// A module of the product. Imports go only downwards: a module stands below those that it serves.
func module(
    _ name: String, _ dependencies: [Target.Dependency] = [], embedding folders: [String] = []
) -> Target {
    .target(
        name: name, dependencies: dependencies, resources: folders.map { .embedInCode($0) },
        swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let lifecycle = Target.Dependency.product(
    name: "ServiceLifecycle", package: "swift-service-lifecycle")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
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
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    ],
    targets: [
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(
            name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CResolv"),

        module("Problems"),
        module("Definitions", ["Problems", yams], embedding: ["Formats", "Classes", "Schemas"]),
        module("Postgres", ["Problems", "CPostgres"]),
        module("Transfer", ["Problems", "CCurl", "CResolv"]),
        module(
            "Feeds", ["Problems", "Definitions", "Postgres", "Transfer", "CZlib", crypto]),
        module("Mail", ["Problems", "Transfer", crypto, cryptoExtras]),
        module(
            "Warehouse", ["Problems", "Definitions", "Postgres", "Transfer", "Feeds", crypto],
            embedding: ["SQL"]),
        module(
            "Audiences", ["Problems", "Definitions", "Postgres", "Warehouse"], embedding: ["SQL"]),
        module(
            "Campaigns",
            [
                "Problems", "Definitions", "Postgres", "Transfer", "Warehouse", "Audiences", "Mail",
                yams, crypto, cryptoExtras,
            ],
            embedding: ["SQL"]),
        module(
            "Running",
            [
                "Problems", "Definitions", "Postgres", "Transfer", "Feeds", "Warehouse",
                "Audiences", "Campaigns", "Mail", crypto,
            ], embedding: ["SQL"]),
        module(
            "Console",
            [
                "Problems", "Definitions", "Postgres", "Warehouse", "Campaigns", hummingbird,
                lifecycle, logging, metrics, crypto, nioCore,
            ]),
        module("Demo", ["Problems", "Definitions", "Postgres"], embedding: ["SQL", "Workspace"]),
        .executableTarget(
            name: "tidings",
            dependencies: [
                "Problems", "Definitions", "Postgres", "Feeds", "Warehouse", "Audiences",
                "Campaigns", "Transfer", "Mail", "Running", "Console", "Demo", arguments, lifecycle,
                logging,
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "tidings-fuzz", dependencies: ["Problems", "Definitions", "Feeds"],
            swiftSettings: settings),
        .executableTarget(
            name: "tidings-bench",
            dependencies: [
                "Problems", "Definitions", "Postgres", "Feeds", "Transfer", "Mail", "Warehouse",
                "Campaigns", "Running", "Demo", arguments,
            ],
            resources: [.embedInCode("SQL")], swiftSettings: settings),

        .target(
            name: "TestKit", dependencies: ["Problems", "Postgres", nioCore, nioPosix],
            path: "Tests/TestKit", swiftSettings: settings),
        tests("ProblemsTests", ["Problems"]),
        tests("DefinitionsTests", ["Problems", "Definitions", "TestKit"]),
        tests("PostgresTests", ["Problems", "Postgres", "TestKit"]),
        tests("TransferTests", ["Problems", "Transfer", "TestKit"]),
        tests(
            "FeedsTests",
            ["Problems", "Definitions", "Postgres", "Transfer", "Feeds", "TestKit", crypto]),
        tests("MailTests", ["Problems", "Transfer", "Mail", "TestKit"]),
        tests(
            "AudiencesTests",
            ["Problems", "Definitions", "Postgres", "Warehouse", "Audiences", "TestKit"]),
        tests(
            "CampaignsTests",
            [
                "Problems", "Definitions", "Postgres", "Transfer", "Warehouse", "Audiences", "Mail",
                "Campaigns", "TestKit",
            ]),
        tests(
            "RunningTests",
            [
                "Problems", "Definitions", "Postgres", "Transfer", "Warehouse", "Campaigns", "Mail",
                "Running", "TestKit",
            ]),
        tests("TidingsTests", ["tidings", "Definitions", "Warehouse", "Running", logging]),
        tests(
            "TidingsBenchTests", ["Problems", "Postgres", "Warehouse", "TestKit", "tidings-bench"]),
        tests("WarehouseTests", ["Problems", "Definitions", "Postgres", "Warehouse", "TestKit"]),
        tests("RealDataTests", ["Problems", "Definitions", "Postgres", "Warehouse", "TestKit"]),
        tests("EndToEndTests", ["Postgres", "TestKit", "tidings"]),
        tests(
            "ConsoleTests",
            [
                "Problems", "Definitions", "Postgres", "Warehouse", "Campaigns", "Console",
                "TestKit", hummingbird, lifecycle, logging,
            ]),
        tests("HouseTests", []),
        tests("DemoTests", ["Problems", "Definitions", "Postgres", "Demo", "TestKit"]),
    ]
)
