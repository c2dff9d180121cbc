extension Venue {
    /// ICLR: the style file has the text of NeurIPS, and one column of 5.5 inches.
    static let iclr = {
        var venue = neurips
        (venue.name, venue.rules.title) = ("iclr", "ICLR")
        return venue
    }()
}
