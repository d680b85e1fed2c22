import Foundation
import Model
import Testing

@testable import StateStore

@Suite struct BackupTests {
    @Test("ten backups stay, the newest ones, even when the clock goes backwards")
    func rotation() async throws {
        let bench = try Workbench()
        let state = try bench.open()
        var made: [String] = []
        for index in 0..<13 {
            bench.pass(index == 6 ? -86_400 : 60)
            try await state.save(RecordedResource(.web, id: "\(index)"))
            made.append(try await state.backup())
        }
        #expect(state.backups == made.suffix(10).reversed())
        #expect(try await bench.open(.readOnly, path: state.backups[0]).recorded()[.web]?.id == "12")
        #expect(try FileManager.default.contentsOfDirectory(atPath: state.path + ".backups").count == 10)
    }

    @Test("the draft of a backup that was cut short is no backup, and is cleared away")
    func halfWritten() async throws {
        let bench = try Workbench()
        let state = try bench.open()
        try await state.save(RecordedResource(.web, id: "1"))
        let whole = try await state.backup()
        let draft = whole.replacingOccurrences(of: "000001-", with: "000002-") + ".2147483646.partial"
        try bench.write(Data(try bench.bytes(whole).prefix(1_000)), to: draft)
        #expect(state.backups == [whole])
        try await state.backup()
        #expect(!FileManager.default.fileExists(atPath: draft))
    }

    @Test("the export holds resources and open intents, and no secret")
    func export() async throws {
        let state = try Workbench().open()
        let run = try await state.beginRun(.by("ana", pid: 1))
        try await state.save(RecordedResource(.web, id: "1", applied: ["password": .secret(Secret("hush"))]))
        _ = try await state.open("createVpc", for: .app, purpose: .create, run: run.id)
        let export = try await state.export()
        #expect(export["resources"]?[0]?["address"] == "Server/web")
        #expect(export["intents"]?[0]?["call"] == "createVpc")
        #expect(!export.serialized(.compact).contains("hush"))
    }
}
