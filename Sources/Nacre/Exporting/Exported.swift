import Model

/// Live objects as manifests.
public struct Exported: Sendable {
    /// The text of one file, with a comment at its head.
    public var text: String
    /// What the first of the objects asked for is called, for naming a file.
    public var name: String
    /// Every object that is written, sorted.
    public var addresses: [Address]
    /// What was left out, or written otherwise than expected.
    public var notes: [Diagnostic]
    /// Kinds whose objects could not be read: the text lacks them.
    public var unread: [Diagnostic]
    /// What a plan from the text would change all the same: there should be nothing.
    public var differing: [Step]
}
