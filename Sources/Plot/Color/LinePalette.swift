/// Colours for lines and areas, in the order in which they should be used.
///
/// Found by a search (simulated annealing over lightness, chroma and hue) that started from blue, vermilion,
/// green, purple, ochre and sky blue and stayed as near to these as it could while any two of the six keep a
/// distance of 0.099 in Oklab for normal, protanopic and deuteranopic eyes, the first two 0.18 and the first
/// three 0.129; colour blindness simulated after Machado, Oliveira and Fernandes (2009), full severity. The
/// contrast to the page is at least 3 in light and 4.5 in dark.
enum LinePalette {
    static let light = [0x1179BD, 0xB74A01, 0x11A67F, 0x863781, 0xB6861B, 0x419BDB].map { Color($0) }
    static let dark = [0x54A9F8, 0xEB863A, 0x39D7AE, 0xCE80BC, 0xF0D159, 0x90D6FE].map { Color($0) }
}
