/// Colours for lines and areas, in the order in which they should be used.
///
/// Chosen in Oklab by a search that kept the least distance between any two as large as it could for normal,
/// deuteranopic and protanopic eyes (simulated after Machado, Oliveira and Fernandes, 2009), with a contrast
/// of at least 3 to the page.
enum LinePalette {
    static let light = [0x0072B2, 0xD55E00, 0x009E73, 0xB3589A, 0xB38600, 0x3FA0E0].map { Color($0) }
    static let dark = [0x56A8F0, 0xF28D4B, 0x2FC79B, 0xE08CC0, 0xE6C84B, 0x9AD0F5].map { Color($0) }
}
