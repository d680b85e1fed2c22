import ArgumentParser
import Model
import StateStore

struct StateForgetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget", abstract: "Remove objects from state. They stay in the cloud, unmanaged.",
        discussion: """
            Calls for these objects that received no response are given up: nacre no longer looks for objects that such a \
            call may have created, and they stay in the cloud as well.
            """)

    @Argument(help: "The objects: Kind/name, one or more.")
    var addresses: [String]

    @Flag(help: "Also discard secrets that only state has, such as the private key of a login key.")
    var discardSecrets = false

    @OptionGroup var flags: RecordOptions

    func run() async throws {
        try await Session.run(flags, formats: [.text]) { session in
            let wanted = try addresses.map(session.address)
            try await session.changingState("state forget") { state in
                let recorded = try await state.recorded()
                let unfinished = Set(try await state.openIntents().map(\.address))
                for address in wanted where recorded[address] == nil && !unfinished.contains(address) {
                    throw session.notRecorded(address, recorded)
                }
                if !discardSecrets { try await refuseLoss(wanted, state) }
                let open = try await state.openIntents().filter { wanted.contains($0.address) }
                try await state.write(
                    wanted.map { StateChange.removeResource($0) } + open.map { .closeIntent($0.id, .abandoned) })
                for intent in open where intent.purpose == .create {
                    session.console.note("\(intent.call) may have created \(intent.address): check the console")
                }
            }
            for address in wanted { try session.console.print("forgot \(address)") }
            return .done
        }
    }

    /// What the cloud showed once is nowhere else.
    private func refuseLoss(_ wanted: [Address], _ state: SQLiteStateStore) async throws {
        for address in wanted {
            guard let name = try await state.secretNames(of: address).first else { continue }
            throw Diagnostic(
                code: "secret", "state has the only copy of the \(name) of \(address)",
                help:
                    "write it to a file with \"nacre state secret \(address) --out FILE\" first, or discard it with "
                    + "--discard-secrets"
            )
        }
    }
}
