import Model
import NcloudClient

/// How manifests are written of what could take the place of objects of a kind, for those who move: a start, not a copy.
public struct Migration: Sendable {
    public typealias Draft =
        @Sendable (_ objects: [LiveObject], _ cloud: any APICaller) async throws(APIFailure) -> MigrationDraft

    /// Reads what more it takes to know of the objects, and writes what could take their place.
    public let draft: Draft

    public init(_ draft: @escaping Draft) { self.draft = draft }
}

/// Manifests of what could take the place of some objects.
public struct MigrationDraft: Sendable {
    public var drafts: [ManifestDraft]
    /// What is not the same, and what cannot be known: a sentence each, for the head of the file.
    public var remarks: [String]

    public init(_ drafts: [ManifestDraft], remarks: [String]) {
        self.drafts = drafts
        self.remarks = remarks
    }
}
