/// Colours for lines and areas, in the order in which they should be used.
///
/// Simulated annealing over lightness, chroma and hue found the colours that are nearest to blue, vermilion,
/// green, purple, ochre and sky blue under these constraints: any two are at least 0.099 apart in Oklab for
/// normal, protanopic and deuteranopic eyes, the first two 0.18, the first three 0.129. Colour blindness is
/// simulated after Machado, Oliveira and Fernandes (2009) at full severity. The contrast to the page is at
/// least 3 in light and 4.5 in dark.
enum LinePalette {
    static let light = [0x1179BD, 0xB74A01, 0x11A67F, 0x863781, 0xB6861B, 0x419BDB].map { Color($0) }
    static let dark = [0x54A9F8, 0xEB863A, 0x39D7AE, 0xCE80BC, 0xF0D159, 0x90D6FE].map { Color($0) }
}
