/// How a report is put on a page.
public struct TextStyle: Hashable, Sendable {
    /// Whether colours are used. Every fact is in the words too, so that nothing is lost without them.
    public var colour: Bool
    /// The longest line, in terminal columns; 0 for no limit.
    public var width: Int

    public init(colour: Bool = false, width: Int = 100) {
        self.colour = colour
        self.width = width
    }

    /// No colours, lines of 100 columns.
    public static let plain = TextStyle()

    /// How many columns are left after an indentation.
    func room(after indent: Int) -> Int { width == 0 ? .max : max(8, width - indent) }

    /// Where lines beneath a deep column begin: there, or in the middle of a page too narrow for it.
    func column(_ wanted: Int) -> Int { width == 0 ? wanted : min(wanted, width / 2) }
}

/// What a piece of text means to the reader's eye.
enum Tone: Hashable, Sendable {
    case plain
    case strong
    case faint
    case good
    case change
    case danger
    case note

    /// The terminal's code for the tone; nil for none.
    var code: String? {
        switch self {
        case .plain: nil
        case .strong: "1"
        case .faint: "2"
        case .good: "32"
        case .change: "33"
        case .danger: "1;31"
        case .note: "36"
        }
    }
}
