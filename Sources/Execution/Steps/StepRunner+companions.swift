import Kinds
import Model
import NcloudClient
import Planning

// Objects that came along with another one, a moment ago.

extension StepRunner {
    /// The step about the object that is there now, with the changes that it needs.
    func located(_ notes: StepNotes) async throws(StepFailure) -> (Step, LiveObject) {
        let wanted = try await resolved()
        let session = try await session(notes, DesiredObject(step.address, wanted))
        let kind = session.driver.kind
        let found = try await session.companion(within: context.settings.settle * StepSession.patienceWhenAccepted)
        let live = try await session.wait(for: found.id, until: .ready) ?? found
        let ignored = step.desired?.lifecycle.ignore.map(\.path) ?? []
        let changes = kind.changes(adopting: live, as: wanted, ignored: ignored)
        let fixed = kind.fixed(among: changes).map(\.path)
        guard fixed.isEmpty else {
            throw .diagnostic(
                Diagnostic(
                    code: "adoption",
                    "\(kind.name) \(live.id) differs in \(fixed.map(\.description).joined(separator: ", ")), which cannot change in place",
                    at: step.desired?.place(of: fixed.first), help: "make the manifest match the object"))
        }
        var step = step
        let planned = Set(step.changes.map(\.path.field))
        step.action = .adopt(id: live.id)
        step.objectID = live.id
        step.changes = changes.filter { planned.contains($0.path.field) }
        return (step, live)
    }
}

extension StepSession {
    /// The one object with the wanted name that came along with the wanted parent. Lists may lag behind.
    fileprivate func companion(within window: Duration) async throws(StepFailure) -> LiveObject {
        let end = context.clock.elapsed() + window
        var pause = Duration.milliseconds(200)
        while true {
            let found = try await companions()
            if found.count > 1 { throw .ambiguous(candidates: found) }
            if let object = found.first, await context.registry.take(object, for: step.address) { return object }
            guard context.clock.elapsed() < end else { throw nothingCame }
            do { try await context.clock.sleep(pause) } catch { throw .interrupted }
            pause = min(pause * 2, .seconds(2))
        }
    }

    private func companions() async throws(StepFailure) -> [LiveObject] {
        var scope = ReadScope(parents: parents)
        if let name = desired.text("name") { scope.names = [name] }
        let list = try await StepFailure.wrapping { [scope] () throws(APIFailure) in
            try await driver.operations.list(scope, from: caller)
        }
        var found: [LiveObject] = []
        for object in list where driver.kind.isCompanion(object) && hasMarker(object) {
            if await !context.registry.isTaken(object, from: step.address) { found.append(object) }
        }
        return found
    }

    /// Whether it is called as is wanted and lies in the parents that are wanted.
    private func hasMarker(_ object: LiveObject) -> Bool {
        let parents = driver.kind.fields.filter { $0.type == .reference(driver.kind.place.companionOf ?? "") }.map(
            \.name)
        return (driver.kind.identity.marker + parents).allSatisfy { field in
            guard let value = desired[field] else { return true }
            return object.attributes[field]?.spelling == value.spelling
        }
    }

    private var nothingCame: StepFailure {
        let name = desired.text("name").map { " named \"\($0)\"" } ?? ""
        return .diagnostic(
            Diagnostic(
                code: "adoption",
                "no \(driver.kind.name)\(name) was created with its \(driver.kind.place.companionOf ?? "parent")",
                at: step.desired?.span,
                help: "list the built-in objects with \"nacre discover --built-in\", and import it by that name"))
    }
}
