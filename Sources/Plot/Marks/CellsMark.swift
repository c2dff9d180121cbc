extension Mark {
    /// A matrix of coloured cells with sharp borders, coloured by the panel's `color` scale.
    ///
    /// Cell (row, column) lies in band `column` of `columnBands` along x and in band `row` of `rowBands`
    /// along y. The panel needs the same bands as axes; with the y axis reversed, row 0 is on top. NaN cells
    /// take the theme's colour of missing values.
    ///
    /// Where cells are smaller than a pixel, the pixel shows the mean of its cells, weighted by their areas
    /// in it; NaN is left out.
    ///
    /// - Parameters:
    ///   - values: row after row, `rowBands.count · columnBands.count` of them.
    ///   - rowBands: the rows, with gaps that set some apart.
    ///   - columnBands: the columns.
    public static func cells(_ values: [Double], rows rowBands: Bands, columns columnBands: Bands) -> Mark {
        func extent(_ bands: Bands) -> Extent { Extent([bands.domain.lowerBound, bands.domain.upperBound]) }
        return Mark(
            x: extent(columnBands), y: extent(rowBands), color: Extent(values),
            shapes: { plot in
                guard values.count == rowBands.count * columnBands.count else {
                    throw PlotError.invalidData(
                        """
                        a matrix of \(rowBands.count) × \(columnBands.count) cells was given \
                        \(values.count) values
                        """)
                }
                func sides(_ bands: Bands, _ place: (Double) -> Double) -> [CellGrid.Side] {
                    (0..<bands.count).map(bands.center).map {
                        CellGrid.Side(start: place($0 - 0.5), end: place($0 + 0.5))
                    }
                }
                let grid = CellGrid(
                    values: values, rows: sides(rowBands, plot.y), columns: sides(columnBands, plot.x),
                    colors: plot.colors)
                return [plot.clipped([.cells(grid)])]
            })
    }
}
