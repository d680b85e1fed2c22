import ArgumentParser
import Model
import StateStore

struct StateForgetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget", abstract: "Drop objects from state. They stay in the cloud, unmanaged.")

    @Argument(help: "Kind/name, one or more.")
    var addresses: [String]

    @OptionGroup var flags: RecordOptions

    func run() async throws {
        try await Session.run(flags, formats: [.text]) { session in
            let wanted = try addresses.map(session.address)
            try await session.changingState("state forget") { state in
                let recorded = try await state.recorded()
                for address in wanted where recorded[address] == nil { throw session.notRecorded(address, recorded) }
                try await state.write(wanted.map { StateChange.removeResource($0) })
            }
            for address in wanted { try session.console.print("forgot \(address)") }
            return .done
        }
    }
}
