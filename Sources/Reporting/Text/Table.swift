/// Cells in columns, each column as wide as its widest cell; the last column may fold.
struct Table {
    private var rows: [[Line]] = []
    private let indent: Int
    /// Columns whose cells stand at the right, as numbers do.
    private let rightAligned: Set<Int>

    init(indent: Int = 2, rightAligned: Set<Int> = []) {
        self.indent = indent
        self.rightAligned = rightAligned
    }

    mutating func add(_ cells: Line...) { rows.append(cells) }
    mutating func add(_ cells: [Line]) { rows.append(cells) }

    var isEmpty: Bool { rows.isEmpty }

    var lines: [Line] {
        let widths = self.widths
        return rows.map { row in
            var line = Line(indent: indent)
            for (column, cell) in row.enumerated() {
                let isLast = column == row.count - 1
                if isLast { line.hanging = indent + line.columns }
                if rightAligned.contains(column) {
                    line.add(String(repeating: " ", count: widths[column] - cell.columns))
                }
                let start = line.columns
                line.add(cell)
                if !isLast { line.pad(to: max(start + cell.columns, columnEnd(column, widths)) + 2) }
            }
            return line
        }
    }

    private var widths: [Int] {
        var widths: [Int] = []
        for row in rows {
            for (column, cell) in row.enumerated() {
                if column == widths.count { widths.append(0) }
                widths[column] = max(widths[column], cell.columns)
            }
        }
        return widths
    }

    private func columnEnd(_ column: Int, _ widths: [Int]) -> Int {
        widths[...column].reduce(0, +) + 2 * column
    }
}
