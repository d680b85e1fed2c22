import Model

/// The files that manifests name for secrets, such as `privateKeyFile`: each is a file in the workspace that is written for one
/// object alone, and that replaces nothing nacre needs.
struct SecretFileClaims {
    /// A field that names a file, as it is written.
    struct Claim {
        var field: String
        var path: String
        var place: Place
    }

    private static let advice = "choose a file of its own, such as keys/shop.txt"
    /// The first bytes of every database that SQLite keeps, such as a state.
    private static let database = Array("SQLite format 3".utf8)

    private var claims: [(address: Address, claim: Claim)] = []

    mutating func add(_ claim: Claim, of address: Address) { claims.append((address, claim)) }

    /// Reports what is wrong with them, once every document is read.
    func report(_ own: OwnFiles, _ files: some WorkspaceFiles, _ findings: Findings) {
        var holders: [String: (address: Address, claim: Claim)] = [:]
        for (address, claim) in claims {
            guard let path = path(of: claim, reportingTo: findings), isFree(path, claim, own, files, findings) else {
                continue
            }
            guard let first = holders[path] else {
                holders[path] = (address, claim)
                continue
            }
            findings.error(
                .takenTwice, "\(address): '\(claim.field)' is already in use: \(path) can hold one secret",
                at: claim.place,
                notes: ["\(first.address) uses it in '\(first.claim.field)' at \(first.claim.place)"],
                help: Self.advice)
        }
    }

    /// The path in its plainest form; nil, and reported, when it is none of a file in the workspace.
    private func path(of claim: Claim, reportingTo findings: Findings) -> String? {
        let text = claim.path
        guard text.contains(where: { !$0.isWhitespace }) else {
            findings.error(
                .badValue, "'\(claim.field)' must be the path of a file, but is empty", at: claim.place,
                help: "write a path such as keys/shop.txt, or remove the line")
            return nil
        }
        guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            findings.error(
                .badValue, "'\(claim.field)' must be a path without line breaks and control characters",
                at: claim.place, help: Self.advice)
            return nil
        }
        let ending = text.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        guard !["", ".", ".."].contains(ending) else {
            findings.error(
                .badValue, "'\(claim.field)' must be the path of a file, but \(text) is a folder", at: claim.place,
                help: Self.advice)
            return nil
        }
        if !text.hasPrefix("~"), let path = DefinitionFiles.inside(text) { return path }
        findings.error(
            .outsideWorkspace, "'\(claim.field)' is not a path inside the workspace", at: claim.place,
            help: "write a path relative to the folder of \(ProjectReader.file), such as keys/shop.txt")
        return nil
    }

    /// Whether a secret may take the path; false after reporting why not.
    private func isFree(
        _ path: String, _ claim: Claim, _ own: OwnFiles, _ files: some WorkspaceFiles, _ findings: Findings
    ) -> Bool {
        var obstacle = own.title(of: path)
        if obstacle == nil {
            do throws(FileProblem) {
                let start = try files.bytes(of: path, upTo: Self.database.count) ?? []
                if start.starts(with: Self.database) { obstacle = "it is a database, such as a state" }
            } catch {
                // A file of another user, such as a secret that a colleague wrote, is no obstacle to a plan.
                if !error.isRegularFile { obstacle = error.reason }
            }
        }
        guard let obstacle else { return true }
        findings.error(
            .badValue, "'\(claim.field)' would replace \(path): \(obstacle)", at: claim.place, help: Self.advice)
        return false
    }
}
