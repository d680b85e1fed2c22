// swift-tools-version: 6.2
import PackageDescription

// Each folder under Sources is one target, and a target imports only those written beneath it here:
// the arrows of docs/architecture.md, held by the compiler.

/// `NACRE_STRICT=1` turns warnings into errors. CI sets it; a newer compiler's new warnings do not stop a stranger's build.
let strict: [SwiftSetting] =
    Context.environment["NACRE_STRICT"] == "1" ? [.treatAllWarnings(as: .error)] : []

extension Target {
    static func layer(_ name: String, on dependencies: [Dependency]) -> Target {
        .target(name: name, dependencies: dependencies, swiftSettings: strict)
    }

    static func tests(
        _ name: String, of dependencies: [Dependency], resources: [Resource] = [], exclude: [String] = []
    ) -> Target {
        .testTarget(
            name: name, dependencies: dependencies, exclude: exclude, resources: resources, swiftSettings: strict)
    }
}

let package = Package(
    name: "nacre",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "nacre", targets: ["Command"]),
        .library(name: "Nacre", targets: ["Nacre"]),
        .library(name: "NacreSimulator", targets: ["Simulator"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        .executableTarget(
            name: "Command",
            dependencies: [
                "Nacre", "Reporting", "Execution", "Planning", "Kinds", "NcloudClient", "StateStore",
                "ManifestLanguage", "Model", "Simulator", "OrderedJSON",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),
        .layer(
            "Nacre",
            on: [
                "Execution", "Planning", "Kinds", "NcloudClient", "StateStore", "ManifestLanguage", "Model",
                "OrderedJSON",
            ]),
        .layer("Reporting", on: ["Model", "OrderedJSON"]),
        .layer(
            "Execution",
            on: [
                "Planning", "Kinds", "NcloudClient", "StateStore", "Model", "OrderedJSON",
                .product(name: "OrderedCollections", package: "swift-collections"),
                .product(name: "HeapModule", package: "swift-collections"),
                .product(name: "DequeModule", package: "swift-collections"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        .layer(
            "Planning",
            on: [
                "Model", "OrderedJSON",
                .product(name: "OrderedCollections", package: "swift-collections"),
                .product(name: "HeapModule", package: "swift-collections"),
            ]),
        .layer("Kinds", on: ["NcloudClient", "Model", "OrderedJSON"]),
        .layer(
            "NcloudClient",
            on: [
                "CLibCurl", "CLibCrypto", "OrderedJSON",
                .product(name: "Logging", package: "swift-log"),
            ]),
        .layer(
            "StateStore",
            on: [
                "Model", "OrderedJSON", "CLibCrypto",
                .product(name: "OrderedCollections", package: "swift-collections"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        .layer("ManifestLanguage", on: ["CLibYAML", "Model", "OrderedJSON"]),
        .layer(
            "Model",
            on: ["OrderedJSON", "CLibCrypto", .product(name: "OrderedCollections", package: "swift-collections")]),
        .layer(
            "Simulator",
            on: [
                "OrderedJSON", "CLibCrypto",
                .product(name: "OrderedCollections", package: "swift-collections"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]),
        .layer("OrderedJSON", on: [.product(name: "OrderedCollections", package: "swift-collections")]),
        .systemLibrary(
            name: "CLibYAML", pkgConfig: "yaml-0.1",
            providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
        .target(name: "CLibCurl", linkerSettings: [.linkedLibrary("curl")]),
        .systemLibrary(
            name: "CLibCrypto", pkgConfig: "libcrypto",
            providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),

        .tests("OrderedJSONTests", of: ["OrderedJSON"]),
        .tests("ModelTests", of: ["Model", "OrderedJSON"]),
        .tests(
            "PlanningTests",
            of: [
                "Planning", "Model", "OrderedJSON", .product(name: "OrderedCollections", package: "swift-collections"),
            ]),
        .tests(
            "ExecutionTests",
            of: ["Execution", "Kinds", "NcloudClient", "Planning", "Rehearsal", "StateStore", "Model", "OrderedJSON"]),
        .tests("SimulatorTests", of: ["Simulator", "OrderedJSON", "CLibCrypto"]),
        .tests(
            "ManifestLanguageTests", of: ["ManifestLanguage", "Reporting", "Model", "OrderedJSON"],
            exclude: ["Diagnostics"]),
        .tests("KindsTests", of: ["Kinds", "ManifestLanguage", "Model", "NcloudClient", "OrderedJSON", "Planning"]),
        .tests("ReportingTests", of: ["Reporting", "Model", "OrderedJSON"], exclude: ["Snapshots"]),
        .tests(
            "StateStoreTests",
            of: ["StateStore", "Model", "OrderedJSON", .product(name: "GRDB", package: "GRDB.swift")]),
        .tests(
            "NcloudClientTests",
            of: ["NcloudClient", "OrderedJSON", .product(name: "Logging", package: "swift-log")], exclude: ["Fixtures"]),

        // A cloud, a workspace and the command, for the tests of whole runs.
        .target(
            name: "Rehearsal", dependencies: ["NcloudClient", "OrderedJSON"], path: "Tests/Rehearsal",
            swiftSettings: strict),
        .testTarget(
            name: "Laws",
            dependencies: [
                "Rehearsal", "Nacre", "Reporting", "Execution", "Planning", "Kinds", "NcloudClient", "StateStore",
                "ManifestLanguage", "Model", "Simulator", "OrderedJSON",
            ], swiftSettings: strict),
        .testTarget(
            name: "Scenarios", dependencies: ["Command", "Rehearsal", "Model", "OrderedJSON"],
            exclude: ["EarlierState", "Snapshots"],
            swiftSettings: strict),
        .testTarget(
            name: "Chaos", dependencies: ["Command", "Rehearsal", "OrderedJSON"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
