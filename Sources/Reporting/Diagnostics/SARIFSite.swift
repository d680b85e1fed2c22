import Model
import OrderedJSON

/// Where the judged files lie, and who judged them.
public struct SARIFSite: Sendable {
    /// Where a project's own settings stand.
    static let project = "nacre.yaml"

    /// The version of nacre.
    var version: String
    /// The workspace's folder, relative to where the command runs, `.` when it is the same: code hosts count files from
    /// the root of the checkout.
    var folder: String

    public init(version: String, folder: String) {
        self.version = version
        self.folder = folder
    }

    func physical(_ span: SourceSpan, line: String?) -> JSON {
        let region = JSON(members: [
            ("startLine", JSON(span.line)), ("startColumn", JSON(span.column)), ("endLine", JSON(span.line)),
            ("endColumn", JSON(span.column + span.length)), ("snippet", line.map { ["text": .string($0)] }),
        ])
        return JSON(members: [("artifactLocation", artifact(span.file)), ("region", region)])
    }

    private func artifact(_ file: String) -> JSON {
        let isInside = folder == "." || file.hasPrefix("/")
        let path = isInside ? file : "\(folder)/\(file)"
        let isBelow = !path.hasPrefix("/") && !path.split(separator: "/").contains("..")
        return JSON(members: [
            ("uri", .string((path.hasPrefix("/") ? "file://" : "") + Self.escaped(path))),
            ("uriBaseId", isBelow ? "%SRCROOT%" : .none),
        ])
    }

    /// A path as part of a URI.
    private static func escaped(_ path: String) -> String {
        path.utf8.reduce(into: "") { text, byte in
            let isPlain = Address.isPlain(byte) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "~")
            text += isPlain ? String(UnicodeScalar(byte)) : "%\(Hexadecimal.text([byte]).uppercased())"
        }
    }
}
