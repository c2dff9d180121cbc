extension Mark {
    /// A matrix of coloured cells with sharp borders, coloured by the panel's `color` scale.
    ///
    /// Cell (row, column) lies in band `column` of `columnBands` along x and in band `row` of `rowBands`
    /// along y; give the panel the same bands as axes, the y axis reversed, and row 0 is on top. NaN cells
    /// take the theme's colour of missing values.
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
        let steps = 255.0
        let table = (0...Int(steps)).map { step in
            pen.colors.map.color(at: Double(step) / steps, theme: pen.theme)
        }
        let (low, high) = (pen.colors.domain.lowerBound, pen.colors.domain.upperBound)
        let lefts = (0..<columns.count).map { pen.plot.x(columns.center($0) - 0.5) }
        let rights = (0..<columns.count).map { pen.plot.x(columns.center($0) + 0.5) }
        let clip = pen.clip()
        for row in 0..<rows.count {
            let top = pen.plot.y(rows.center(row) - 0.5)
            let bottom = pen.plot.y(rows.center(row) + 0.5)
            for column in 0..<columns.count {
                let value = values[row * columns.count + column]
                let share = (value - low) / (high - low)
                let color =
                    share.isNaN ? pen.theme.missing : table[Int((min(1, max(0, share)) * steps).rounded())]
                pen.canvas.fill(
                    Rect(
                        from: Point(x: lefts[column], y: top), to: Point(x: rights[column], y: bottom)),
                    color: color, clip: clip)
            }
        }
    }
}
