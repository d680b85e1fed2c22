/// A stretch of one line of a file. Lines and columns count from 1; a column counts characters.
public struct SourceSpan: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The path as the user would type it, relative to the workspace where it lies inside.
    public var file: String
    public var line: Int
    public var column: Int
    /// In characters; at least 1.
    public var length: Int

    public init(file: String, line: Int, column: Int, length: Int = 1) {
        self.file = file
        self.line = line
        self.column = column
        self.length = length
    }

    public var description: String { "\(file):\(line):\(column)" }

    public static func < (left: SourceSpan, right: SourceSpan) -> Bool {
        (left.file, left.line, left.column, left.length) < (right.file, right.line, right.column, right.length)
    }
}
