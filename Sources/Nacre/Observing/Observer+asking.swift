import Kinds
import Model
import NcloudClient

// Objects that a list lacks, asked for by their ids.

extension Observer {
    /// Asks for objects of one kind by their ids.
    /// - Parameters:
    ///   - shown: takes those that are there although the list lacks them.
    ///   - confirmed: takes those that are not.
    func ask(
        _ missing: [RecordedResource], into live: inout LiveSnapshot, shown: inout [LiveObject],
        confirmed: inout Set<Address>
    ) async throws(APIFailure) {
        // Of very many a part is asked for: when one of them is there, or hidden, the list cannot be believed of the others.
        let first = Array(missing.prefix(Self.mostDetails))
        let isDoubtful = try await askAll(first, into: &live, shown: &shown, confirmed: &confirmed)
        guard isDoubtful, first.count < missing.count else { return }
        _ = try await askAll(Array(missing.dropFirst(first.count)), into: &live, shown: &shown, confirmed: &confirmed)
    }

    /// - Returns: whether one of them is there although the list lacks it, or is hidden.
    private func askAll(
        _ missing: [RecordedResource], into live: inout LiveSnapshot, shown: inout [LiveObject],
        confirmed: inout Set<Address>
    ) async throws(APIFailure) -> Bool {
        var isDoubtful = false
        let answers = await withTaskGroup(of: (RecordedResource, Result<Detail, APIFailure>).self) { group in
            for record in missing { group.addTask { (record, await detail(record)) } }
            var answers: [(RecordedResource, Result<Detail, APIFailure>)] = []
            for await answer in group { answers.append(answer) }
            return answers
        }
        for (record, answer) in answers {
            if case .failure(let failure) = answer, failure.isDenial, let id = record.id {
                let why = Hidden(call: failure.endpoint, reason: failure.description)
                live.hide(record.address.kind, id: id, because: why)
                isDoubtful = true
                continue
            }
            switch try answer.get() {
            case .shown(let object) where catalog[object.kind]?.phase(of: object.status) != .gone:
                live.observe(object)
                shown.append(object)
                isDoubtful = true
            case .shown, .missing: confirmed.insert(record.address)
            case .notOffered: break
            }
        }
        return isDoubtful
    }

    private func detail(_ record: RecordedResource) async -> Result<Detail, APIFailure> {
        guard let id = record.id, let driver = drivers[record.address.kind] else { return .success(.notOffered) }
        let known = record.applied.merging(record.lastSeen) { _, read in read }
        do throws(APIFailure) {
            return .success(try await driver.operations.detail(of: id, knownAs: known, from: cloud))
        } catch {
            // What is refused for another reason than a missing permission says nothing: the lists decide.
            return error.classification == .refused && !error.isDenial ? .success(.notOffered) : .failure(error)
        }
    }
}
