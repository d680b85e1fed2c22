import NcloudClient

/// The outcome of a read as a value, so that several can run side by side with `async let`.
func outcome<Answer: Sendable>(
    of read: @Sendable () async throws(APIFailure) -> Answer
) async -> Result<Answer, APIFailure> {
    do throws(APIFailure) { return .success(try await read()) } catch { return .failure(error) }
}

extension Array where Element: Sendable {
    /// Reads something for each element, all at once; limits and pacing lie in the caller beneath.
    /// - Returns: The answers in the order of the elements.
    /// - Throws: ``APIFailure`` of the first element whose read failed.
    func concurrentlyReading<Answer: Sendable>(
        _ read: @escaping @Sendable (Element) async throws(APIFailure) -> Answer
    ) async throws(APIFailure) -> [Answer] {
        let results = await withTaskGroup(of: (Int, Result<Answer, APIFailure>).self) { group in
            for (index, element) in enumerated() {
                group.addTask {
                    do throws(APIFailure) { return (index, .success(try await read(element))) } catch {
                        return (index, .failure(error))
                    }
                }
            }
            var results: [Int: Result<Answer, APIFailure>] = [:]
            for await (index, result) in group { results[index] = result }
            return results
        }
        var answers: [Answer] = []
        for index in indices {
            if let result = results[index] { answers.append(try result.get()) }
        }
        return answers
    }
}
