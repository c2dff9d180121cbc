/// Completion of natural images (Miconi, Clune & Stanley 2018, arXiv:1804.02464): the network sees images, then half of
/// one of them, and answers with the whole image.
///
/// The pixels come first, row by row, and the last neuron is a bias. Inputs are clamped. The last fifth of the images is
/// kept for tests. Of the five training files of CIFAR-10 that is the last, so that training draws from the 40,000 images
/// that the published program draws from.
public struct Images: CuedTask {
    public static let name = "images"
    public static let words = "Completion of images"
    /// The source of images that needs no file.
    public static let synthetic = "synthetic"

    /// Where the images come from: `synthetic`, or the path of a folder or file.
    public var source = Images.synthetic
    /// The hash of the images; empty before they are loaded.
    public var hash = ""
    /// Pixels of an image's side.
    public var side = 32
    /// Images shown in an episode.
    public var patterns = 3
    /// How often all images are shown.
    public var cycles = 3
    /// Steps for which an image is shown.
    public var presentationSteps = 20
    /// Steps without an image after each presentation.
    public var delaySteps = 2
    /// Steps for which half an image is shown at the end.
    public var testSteps = 3

    /// The images that were loaded.
    private var loaded: ImageSet?
    /// Whether episodes are made of the images that are kept for tests.
    private var drawsUnseen = false

    /// The task with the numbers of 2018.
    public init() {}

    public static let settings: [Setting<Images>] = [
        Setting(
            "images", .text("FOLDER"), words: "Images",
            help: "Images to learn: a folder of PNG and JPEG files, CIFAR-10's binary files, or synthetic",
            get: { .text($0.source) }, set: { if case .text(let value) = $1 { $0.source = value } }),
        Setting(
            "images_hash", .text("HASH"), words: "Hash of the images",
            help: "Hash that the images must have; empty for any, and then recorded",
            get: { .text($0.hash) }, set: { if case .text(let value) = $1 { $0.hash = value } }),
        Setting(
            "image_side", \.side, in: 2...128, unit: "pixels", words: "Side of an image (pixels)",
            help: "Side of an image"),
        Setting(
            "patterns", \.patterns, in: 1...1000, words: "Images in an episode", help: "Images in an episode"),
        Setting(
            "cycles", \.cycles, in: 1...1000, words: "Cycles through the images",
            help: "How often all images are shown"),
        Setting(
            "presentation_steps", \.presentationSteps, in: 1...10_000, unit: "steps",
            words: "Presentation of an image (steps)", help: "Steps for which an image is shown"),
        Setting(
            "delay_steps", \.delaySteps, in: 0...10_000, unit: "steps",
            words: "Delay after each image (steps)",
            help: "Steps without an image after each presentation"),
        Setting(
            "test_steps", \.testSteps, in: 1...10_000, unit: "steps", words: "Test (steps)",
            help: "Steps for which half an image is shown"),
    ]

    /// Two tasks of one hash have the same images.
    public static func == (one: Images, other: Images) -> Bool {
        one.drawsUnseen == other.drawsUnseen
            && settings.allSatisfy { $0.value(in: one) == $0.value(in: other) }
    }

    public var patternSize: Int { side * side }
    public var neurons: Int { patternSize + 1 }
    public var steps: Int { cycles * patterns * (presentationSteps + delaySteps) + testSteps }
    public var biasNeuron: Int? { patternSize }
    public var inputStrength: Double { 1 }
    public var objective: any Objective { CorrelatedError() }

    /// The shown half, and a guess of the other half's signs, each of which is right in half of all cases. Neighbouring
    /// pixels are alike, so that a network without memory can do better; by how much depends on the images.
    public var bestGuess: BestGuess? { BestGuess(bitErrorRate: 0.25, accuracy: nil) }

    public var unseen: any EpisodicTask {
        var task = self
        task.drawsUnseen = true
        return task
    }

    /// The fewest images, of which a fifth is kept for tests.
    private static let fewestImages = 10

    /// The task with its images.
    ///
    /// - Throws: `ConfigurationError` if they are too few or of another size, or if their hash is not the recorded one.
    public func loaded(with images: ImageSet) throws -> Images {
        guard images.side == side, images.count >= Self.fewestImages else {
            throw ConfigurationError(
                setting: "task.images",
                problem:
                    "must be at least \(Self.fewestImages) images of \(side) × \(side) pixels, and \(source) has "
                    + "\(images.count) of \(images.side) × \(images.side)")
        }
        guard hash.isEmpty || hash == images.hash else {
            throw ConfigurationError(
                setting: "task.images",
                problem: "have changed: the hash of \(source) is \(images.hash), and \(hash) was recorded")
        }
        var task = self
        task.loaded = images
        task.hash = images.hash
        return task
    }

    /// The images. Without those of a file the task draws blank ones, because a report needs the shapes of episodes only,
    /// and training refuses to start.
    private var images: ImageSet? {
        loaded ?? (source == Self.synthetic ? ImageSet.synthetic(side: side) : nil)
    }

    public func checkData() throws {
        guard images == nil else { return }
        throw ConfigurationError(setting: "task.images", problem: "of \(source) are not loaded")
    }

    /// The images that episodes are made of.
    private func range(of images: ImageSet) -> Range<Int> {
        let trained = images.count - images.count / 5
        return drawsUnseen ? trained..<images.count : 0..<trained
    }

    /// Draws in the order of the published program: the images, from Python's stream which of them is tested, which half
    /// of it is shown, and the order of each cycle.
    public func drawRecall(using random: inout RandomState) -> RecallEpisode {
        let images = images
        let drawn = (0..<patterns).map { _ in
            guard let images else { return [Double](repeating: 0, count: patternSize) }
            let range = range(of: images)
            return images.pattern(range.lowerBound + random.randint(range.count))
        }
        let tested = random.choice(patterns)
        let keepsLower = random.rand() < 0.5
        let half = patternSize / 2
        let shown = keepsLower ? half..<patternSize : 0..<half
        let cue = drawn[tested].enumerated().map { shown.contains($0.offset) ? $0.element : 0 }
        var order = Array(drawn.indices)
        var presentations: [Int] = []
        for _ in 0..<cycles {
            random.shuffle(&order)
            presentations += order
        }
        var inputs = Matrix<Double>(rows: steps, columns: neurons)
        func show(_ image: [Double], from start: Int, for duration: Int) {
            for step in start..<(start + duration) {
                for (pixel, value) in image.enumerated() { inputs.elements[step * neurons + pixel] = value }
            }
        }
        for (place, image) in presentations.enumerated() {
            show(drawn[image], from: place * (presentationSteps + delaySteps), for: presentationSteps)
        }
        show(cue, from: steps - testSteps, for: testSteps)
        for step in 0..<steps { inputs[step, patternSize] = 1 }
        let episode = Episode(
            inputs: inputs, targets: Matrix([drawn[tested]]), countedSteps: [steps - 1],
            countedNeurons: 0..<patternSize)
        return RecallEpisode(
            episode: episode, patterns: drawn, presentations: presentations, tested: tested, cue: cue)
    }

    public func episodeWithPhases(using random: inout RandomState) -> (episode: Episode, phases: [Phase]) {
        let drawn = drawRecall(using: &random)
        let shown = drawn.presentations.enumerated().map { place, image in
            let start = place * (presentationSteps + delaySteps)
            return Phase("image \(image + 1)", start: start, end: start + presentationSteps)
        }
        let test = Phase("test of image \(drawn.tested + 1)", start: steps - testSteps, end: steps)
        return (drawn.episode, shown + [test])
    }
}
