/// Where the files of a workspace come from: a folder, or a table in tests.
protocol WorkspaceFiles: Sendable {
    /// The bytes of the file at `path`, relative to the workspace; nil when there is none. Of a file with more than `limit`
    /// no more are read than show that.
    func bytes(of path: String, upTo limit: Int) throws(FileProblem) -> [UInt8]?
    /// Every file in and below `folder` (`""` for the workspace itself), hidden folders left out, in no order.
    func paths(below folder: String) -> [String]
    /// Every file in `folder` itself (`""` for the workspace), hidden ones left out, in no order.
    func paths(in folder: String) -> [String]
    /// Whether the file at `path` lies elsewhere, and is here by a symbolic link only.
    func leadsOutside(_ path: String) -> Bool
    /// Where the file at `path` is once every symbolic link is followed: two paths to one file have one place.
    func place(of path: String) -> String
}

extension WorkspaceFiles {
    /// All bytes of the file at `path`.
    func bytes(of path: String) throws(FileProblem) -> [UInt8]? { try bytes(of: path, upTo: .max) }

    func leadsOutside(_ path: String) -> Bool { false }

    func place(of path: String) -> String { DefinitionFiles.inside(path) ?? path }
}

extension String {
    /// The folder that a path leads into, as it is written; `""` for the workspace itself.
    var folder: String { lastIndex(of: "/").map { String(self[..<$0]) } ?? "" }
}

/// Why a file that exists cannot be read.
struct FileProblem: Error {
    var reason: String
    /// Whether what is there is, as far as is known, a file like others: not a folder, a pipe or a device.
    var isRegularFile = true
}
