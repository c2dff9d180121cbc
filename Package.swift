// swift-tools-version: 6.0
import PackageDescription

// libgd's pkg-config file on Debian carries a flag that SwiftPM warns about, and Debian needs no search
// path at all, so pkg-config is asked only where Homebrew keeps libraries outside the compiler's path.
#if os(Linux)
    let gdPackage: String? = nil
    let cmarkPackage: String? = nil
    let yamlPackage: String? = nil
#else
    let gdPackage: String? = "gdlib"
    let cmarkPackage: String? = "libcmark-gfm"
    let yamlPackage: String? = "yaml-0.1"
#endif

let package = Package(
    name: "bohp",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "BOHP", targets: ["BOHP"]),
        .library(name: "RunRecord", targets: ["RunRecord"]),
        .library(name: "Analysis", targets: ["Analysis"]),
        .library(name: "Session", targets: ["Session"]),
        .library(name: "Sweep", targets: ["Sweep"]),
        .library(name: "Plot", targets: ["Plot"]),
        .library(name: "Render", targets: ["Render"]),
        .library(name: "Document", targets: ["Document"]),
        .library(name: "Report", targets: ["Report"]),
        .executable(name: "bohp-train", targets: ["bohp-train"]),
        .executable(name: "bohp-report", targets: ["bohp-report"]),
        .executable(name: "bohp-sweep", targets: ["bohp-sweep"]),
        .executable(name: "bohp-bench", targets: ["bohp-bench"]),
    ],
    targets: [
        .target(name: "BOHPKernels"),
        .target(name: "BOHP", dependencies: ["BOHPKernels"]),
        .target(name: "Text"),
        .plugin(name: "BuildStamp", capability: .buildTool()),
        .target(name: "RunRecord", dependencies: ["BOHP", "Text"], plugins: ["BuildStamp"]),
        .target(name: "Analysis", dependencies: ["BOHP", "RunRecord"]),
        .target(name: "Pictures", dependencies: ["BOHP", "RunRecord", "CGD"]),
        .target(name: "Session", dependencies: ["BOHP", "RunRecord", "Analysis", "Pictures"]),
        .target(
            name: "Sweep",
            dependencies: ["BOHP", "RunRecord", "Analysis", "Pictures", "Session", "Text", "CYAML"]),
        .target(name: "Plot", dependencies: ["CFreeType", "CFontconfig"]),
        .target(name: "Render", dependencies: ["Plot", "CGD", "CFreeType", "CCairo", "CTIFF"]),
        .target(name: "Inspection", dependencies: ["Plot", "Text", "CGD", "CTIFF", "CQPDF"]),
        .target(name: "Document", dependencies: ["Text", "CMarkGFM"]),
        .target(
            name: "Report",
            dependencies: [
                "BOHP", "RunRecord", "Analysis", "Sweep", "Plot", "Render", "Inspection", "Document", "Text",
            ]),
        .target(name: "CommandLineTool", dependencies: ["Text"]),
        .executableTarget(
            name: "bohp-train",
            dependencies: ["BOHP", "RunRecord", "Pictures", "Session", "CommandLineTool", "Text"]),
        .executableTarget(
            name: "bohp-report",
            dependencies: [
                "RunRecord", "Analysis", "Sweep", "Document", "Plot", "Render", "Inspection", "Report",
                "CommandLineTool", "Text",
            ]),
        .executableTarget(
            name: "bohp-sweep",
            dependencies: ["BOHP", "RunRecord", "Sweep", "Document", "Report", "CommandLineTool", "Text"]),
        .target(name: "BenchKernels"),
        .executableTarget(
            name: "bohp-bench",
            dependencies: [
                "BOHP", "RunRecord", "Analysis", "Plot", "Render", "CommandLineTool", "Text", "BenchKernels",
            ]),
        .systemLibrary(
            name: "CGD", pkgConfig: gdPackage,
            providers: [.apt(["libgd-dev"]), .brew(["gd"])]),
        // The headers of FreeType and cairo lie in folders of their own everywhere, so their pkg-config files are
        // always asked.
        .systemLibrary(
            name: "CFreeType", pkgConfig: "freetype2",
            providers: [.apt(["libfreetype-dev"]), .brew(["freetype"])]),
        .systemLibrary(
            name: "CFontconfig", pkgConfig: "fontconfig",
            providers: [.apt(["libfontconfig-dev"]), .brew(["fontconfig"])]),
        .systemLibrary(
            name: "CCairo", pkgConfig: "cairo",
            providers: [.apt(["libcairo2-dev"]), .brew(["cairo"])]),
        .systemLibrary(
            name: "CTIFF", pkgConfig: "libtiff-4",
            providers: [.apt(["libtiff-dev"]), .brew(["libtiff"])]),
        .systemLibrary(
            name: "CQPDF", pkgConfig: "libqpdf",
            providers: [.apt(["libqpdf-dev"]), .brew(["qpdf"])]),
        .systemLibrary(
            name: "CMarkGFM", pkgConfig: cmarkPackage,
            providers: [
                .apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"]), .brew(["cmark-gfm"]),
            ]),
        .systemLibrary(
            name: "CYAML", pkgConfig: yamlPackage,
            providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
        .target(name: "TestSupport", dependencies: ["RunRecord", "CGD"], path: "Tests/TestSupport"),
        .testTarget(name: "TextTests", dependencies: ["Text"]),
        .testTarget(
            name: "BOHPTests", dependencies: ["BOHP", "TestSupport"], exclude: ["Reference", "Python"]),
        .testTarget(
            name: "RunRecordTests", dependencies: ["BOHP", "RunRecord", "Analysis", "TestSupport"],
            exclude: ["Fixtures"]),
        .testTarget(
            name: "PicturesTests", dependencies: ["Pictures", "BOHP", "RunRecord", "TestSupport"]),
        .testTarget(name: "AnalysisTests", dependencies: ["Analysis", "BOHP", "RunRecord", "TestSupport"]),
        .testTarget(name: "PlotTests", dependencies: ["Plot", "TestSupport"]),
        .testTarget(
            name: "RenderTests", dependencies: ["Render", "Plot", "CGD", "TestSupport"], exclude: ["Golden"]),
        .testTarget(
            name: "InspectionTests", dependencies: ["Inspection", "Render", "Plot", "TestSupport"]),
        .testTarget(name: "DocumentTests", dependencies: ["Document", "Text", "CGD", "TestSupport"]),
        .testTarget(
            name: "ReportTests",
            dependencies: [
                "Report", "Document", "BOHP", "RunRecord", "Analysis", "Sweep", "Plot", "Render", "Text",
                "bohp-report", "bohp-train", "bohp-sweep",
                "TestSupport",
            ]),
        .testTarget(
            name: "SweepTests",
            dependencies: [
                "Sweep", "BOHP", "RunRecord", "bohp-sweep", "bohp-train", "bohp-report", "TestSupport",
            ],
            exclude: ["Reference"]),
        // Clients of the libraries: this target uses their public declarations only.
        .testTarget(
            name: "ClientTests",
            dependencies: [
                "Report", "Document", "Analysis", "BOHP", "RunRecord", "Plot", "bohp-train", "TestSupport",
            ],
            exclude: ["own.md"]),
        .testTarget(
            name: "CommandTests",
            dependencies: [
                "CommandLineTool", "RunRecord", "BOHP", "bohp-train", "bohp-report", "bohp-bench",
                "TestSupport",
            ]),
    ],
    swiftLanguageModes: [.v6]
)
