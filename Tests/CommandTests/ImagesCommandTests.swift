import BOHP
import Foundation
import RunRecord
import TestSupport
import Testing

@Suite("bohp-train with images")
struct ImagesCommandTests {
    private static func train(_ arguments: [String], in folder: URL) throws -> RunningCommand.Result {
        try runProgram(Package.command("bohp-train"), arguments, in: folder)
    }

    private static let small = [
        "--experiment", "images-2018", "--image-side", "4", "--cycles", "1", "--evaluation-episodes", "4",
        "--name", "a", "-q",
    ]

    private static func photographs(_ names: [String], in folder: URL) throws {
        try? FileManager.default.removeItem(at: folder)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for name in names {
            try FileManager.default.copyItem(
                atPath: PythonFile.path(of: "data/\(name)", in: "skimage"),
                toPath: folder.appending(path: name).path)
        }
    }

    @Test("A run names its images by path and hash, and goes on with no others")
    func folder() throws {
        try withTemporaryFolder { folder in
            let photos = folder.appending(path: "photos")
            try Self.photographs(["camera.png", "rocket.jpg"], in: photos)
            let trained = try Self.train(
                Self.small + ["--images", "photos/", "--episodes", "20"], in: folder)
            #expect(trained.status == 0, "\(trained.error)")
            let run = try Run(path: folder.appending(path: "runs/a").path)
            let task = try #require(run.configuration.task as? Images)
            #expect(task.source.hasSuffix("/photos") && task.source.hasPrefix("/"))
            #expect(task.hash.count == 16 && run.evaluation?.examples.count == 6)
            #expect(try Self.train(["--repeat", "a"], in: folder).status == 0)
            #expect(try Self.train(["--evaluate", "a", "-q"], in: folder).status == 0)
            #expect(try Self.train(["--resume", "a", "--episodes", "30", "-q"], in: folder).status == 0)

            let moved = folder.appending(path: "moved")
            try FileManager.default.moveItem(at: photos, to: moved)
            for option in [["--resume", "a", "--episodes", "40"], ["--evaluate", "a"], ["--repeat", "a"]] {
                let result = try Self.train(option, in: folder)
                #expect(result.status == 66 && result.error.split(separator: "\n").count == 1)
                #expect(result.error.contains("there is no such folder or file of images"))
            }
            let resumed = try Self.train(
                ["--resume", "a", "--episodes", "40", "--images", "moved", "-q"], in: folder)
            #expect(resumed.status == 0, "\(resumed.error)")
            #expect(try Run(path: folder.appending(path: "runs/a").path).metrics.count == 40)

            try Self.photographs(["camera.png"], in: moved)
            for option in [["--resume", "a", "--episodes", "50"], ["--evaluate", "a"], ["--repeat", "a"]] {
                let result = try Self.train(option, in: folder)
                #expect(result.status == 64 && result.error.split(separator: "\n").count == 1)
                #expect(result.error.contains("task.images have changed: the hash of "), "\(result.error)")
            }
            #expect(try Run(path: folder.appending(path: "runs/a").path).metrics.count == 40)
            try Data("x".utf8).write(to: moved.appending(path: "bad.png"))
            let bad = try Self.train(Self.small + ["--images", "moved"], in: folder)
            #expect(
                bad.status == 65 && bad.error.hasSuffix("bad.png: is not a PNG or JPEG file, or is damaged\n")
            )
        }
    }

    @Test("Synthetic images are always there, and a run's configuration trains the same again")
    func synthetic() throws {
        try withTemporaryFolder { folder in
            #expect(try Self.train(Self.small + ["--episodes", "20"], in: folder).status == 0)
            let again = try Self.train(["--config", "runs/a/run.json", "--name", "b", "-q"], in: folder)
            #expect(again.status == 0, "\(again.error)")
            func run(_ name: String) throws -> Run {
                try Run(path: folder.appending(path: "runs/\(name)").path)
            }
            let (a, b) = try (run("a"), run("b"))
            #expect(a.metrics.loss == b.metrics.loss && a.metrics.count == 20)
            #expect((a.configuration.task as? Images)?.hash.count == 16)
        }
    }

    @Test("A sweep over images goes on where it stopped, with the same images only")
    func sweep() throws {
        try withTemporaryFolder { folder in
            try Self.photographs(["camera.png"], in: folder.appending(path: "photos"))
            let start = """
                task: images
                image_side: 4
                cycles: 1
                episodes: 10
                evaluation_episodes: 2
                network: recurrent
                clamped_inputs: yes
                free_diagonal: yes

                """
            let end = "parameters:\n  images: {values: [photos, synthetic]}\n"
            func sweep(_ seeds: String) throws -> RunningCommand.Result {
                try folder.write(start + end + seeds, to: "lab.yaml")
                return try runProgram(Package.command("bohp-sweep"), ["lab.yaml"], in: folder)
            }
            let first = try sweep("seeds: 0-1\n")
            #expect(first.status == 0, "\(first.error)")
            let again = try sweep("seeds: 0-2\n")
            #expect(again.status == 0, "\(again.error)")
            let run = try Run(path: folder.appending(path: "sweeps/lab/runs/images=photos,seed=2").path)
            #expect((run.configuration.task as? Images)?.hash.count == 16)
        }
    }
}
