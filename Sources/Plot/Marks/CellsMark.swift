extension Mark {
    /// A matrix of coloured cells with sharp borders, coloured by the panel's `color` scale.
    ///
    /// Cell (row, column) lies in band `column` of `columnBands` along x and in band `row` of `rowBands`
    /// along y; give the panel the same bands as axes, the y axis reversed, and row 0 is on top. NaN cells
    /// take the theme's colour of missing values.
    ///
    /// Cells smaller than a pixel are averaged: a pixel shows the mean of the values that it covers, each
    /// weighed by the area it has in the pixel, NaN left out.
    ///
    /// - Parameters:
    ///   - values: row after row, `rowBands.count · columnBands.count` of them.
    ///   - rowBands: the rows, with gaps that set some apart.
    ///   - columnBands: the columns.
    public static func cells(_ values: [Double], rows rowBands: Bands, columns columnBands: Bands) -> Mark {
        Mark(CellsMark(values: values, rows: rowBands, columns: columnBands))
    }

    /// A matrix of cells without gaps, `rows` · `columns` values.
    public static func cells(_ values: [Double], rows: Int, columns: Int) -> Mark {
        cells(values, rows: Bands(count: rows), columns: Bands(count: columns))
    }
}

struct CellsMark: MarkBody {
    let values: [Double]
    let rows: Bands
    let columns: Bands

    func measure(_ data: inout DataExtents) {
        data.x.add([columns.domain.lowerBound, columns.domain.upperBound])
        data.y.add([rows.domain.lowerBound, rows.domain.upperBound])
        data.color.add(values)
    }

    func draw(with pen: Pen) throws(PlotError) {
        guard values.count == rows.count * columns.count else {
            throw .invalidData(
                "a matrix of \(rows.count) × \(columns.count) cells was given \(values.count) values")
        }
        let rowEnds = (0..<rows.count).map {
            (pen.plot.y(rows.center($0) - 0.5), pen.plot.y(rows.center($0) + 0.5))
        }
        let columnEnds = (0..<columns.count).map {
            (pen.plot.x(columns.center($0) - 0.5), pen.plot.x(columns.center($0) + 0.5))
        }
        let area = pen.canvas.pixelBox(pen.clip())
        let scale = pen.canvas.scale
        CellPainter(
            values: values,
            rows: CellCover(rowEnds, scale: scale, range: area.top..<max(area.top, area.bottom)),
            columns: CellCover(columnEnds, scale: scale, range: area.left..<max(area.left, area.right)),
            palette: CellPalette(colors: pen.colors, theme: pen.theme)
        ).paint(on: pen.canvas)
    }
}
