import Execution
import Foundation
import Kinds
import ManifestLanguage
import Model
import Nacre
import Planning
import Rehearsal
import StateStore

/// Somebody who begins: a workspace and a state with nothing in them, before a cloud that holds something.
struct Newcomer {
    let scratch: Scratch
    let state: SQLiteStateStore
    private let connection: CloudConnection

    init(_ connection: CloudConnection) throws {
        self.connection = connection
        scratch = try Scratch()
        try scratch.write(
            """
            apiVersion: nacre/v1
            kind: Project
            metadata: {name: newcomer}
            """, to: "nacre.yaml")
        state = try SQLiteStateStore.open(path: scratch.path("nacre.db"), access: .readWrite)
    }

    func workspace() throws -> Workspace { try Workspace.load(ManifestSource(root: scratch.root)) }

    private func reconciliation() throws -> Reconciliation {
        Reconciliation(
            desired: try workspace().desired, state: state, cloud: connection,
            settings: RunSettings(directory: scratch.root))
    }

    func discover(_ request: DiscoveryRequest = DiscoveryRequest()) async throws -> Discovered {
        try await reconciliation().discover(request, in: try workspace())
    }

    func adopt(_ found: Discovered) async throws -> Outcome? {
        try await reconciliation().adopt(
            found,
            ApplyOptions(
                plan: PlanOptions(today: "2027-01-01"), lease: LeaseRequest.current("discover", environment: [:])),
            ApplyDialogue(
                confirm: { _ in true }, progress: { _ in }, interrupts: AsyncStream.makeStream(of: Void.self).stream))
    }

    func export(_ request: ExportRequest) async throws -> Exported {
        try await reconciliation().export(request, from: ManifestSource(root: scratch.root))
    }

    /// - Returns: nil when there was nothing to do.
    func apply() async throws -> Outcome? {
        try await reconciliation().apply(
            ApplyOptions(
                plan: PlanOptions(today: "2027-01-01"), lease: LeaseRequest.current("newcomer", environment: [:])),
            ApplyDialogue(
                confirm: { _ in true }, progress: { _ in }, interrupts: AsyncStream.makeStream(of: Void.self).stream))
    }

    /// Reads the written files and the cloud anew.
    func plan() async throws -> Plan {
        let reconciliation = try reconciliation()
        return reconciliation.plan(try await reconciliation.situation(), PlanOptions(today: "2027-01-01"))
    }
}
