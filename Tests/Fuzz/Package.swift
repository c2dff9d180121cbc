// swift-tools-version: 6.0
import PackageDescription

// A package of its own, because a program with libFuzzer's main function builds with --sanitize=fuzzer only.
let package = Package(
    name: "fuzz",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "bohp", path: "../..")],
    targets: [
        .executableTarget(
            name: "fuzz",
            dependencies: ["BOHP", "RunRecord", "Sweep", "Document"].map {
                .product(name: $0, package: "bohp")
            },
            path: "Sources", swiftSettings: [.unsafeFlags(["-parse-as-library"])])
    ],
    swiftLanguageModes: [.v6]
)
