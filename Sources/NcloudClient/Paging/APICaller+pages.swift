import OrderedJSON

extension APICaller {
    /// All elements of an action's list; see ``pages(of:_:)``.
    public func pages(
        of request: APIRequest, pageSize: Int = 1000, list key: String
    ) async throws(APIFailure) -> [JSON] {
        try await pages(of: request, .action(list: key, size: pageSize))
    }

    /// All elements of a list, in the order of its pages.
    ///
    /// The first page tells how many there are; the others are asked for at once, and come through this same caller and
    /// its limits. Pages are read at different moments: an object that goes while they are read moves all behind it, so
    /// that one of them stands in no page, or in two. A list that does not add up, or shows an object twice, is read again
    /// until two readings in a row show the same objects. One in which nothing of that shows may still lack an object, when
    /// another came at its end meanwhile; whoever concludes something from what is missing asks with
    /// ``Paging/isAbsenceDecisive`` for two readings in any case.
    /// - Throws: ``APIFailure`` of the first page that failed, or an ambiguous one when the list never comes to rest: half
    ///   a list must never pass for a whole one.
    public func pages(of request: APIRequest, _ paging: Paging) async throws(APIFailure) -> [JSON] {
        try await pagesAndFirst(of: request, paging).elements
    }

    /// All elements of a list, and the first page, for what stands in it beside them; see ``pages(of:_:)``.
    public func pagesAndFirst(
        of request: APIRequest, _ paging: Paging
    ) async throws(APIFailure) -> (elements: [JSON], first: JSON) {
        var previous: Set<String>?
        var trouble = PageReading.Trouble.changed
        for attempt in 1...Paging.mostReadings {
            let first = try await call(paging.request(request, page: 0))
            let reading = try await wholeList(of: request, paging, from: first)
            let elements = reading.elements
            trouble = reading.trouble ?? .changed
            if let elements, elements.count == paging.elements(of: first).count { return (elements, first) }
            let ids = elements.flatMap(paging.identities)
            if let elements, ids != nil, previous == nil, !Paging.isAbsenceDecisive { return (elements, first) }
            if let elements, let ids, ids == previous { return (elements, first) }
            // The second reading of a list that looks whole follows at once.
            if ids == nil || previous != nil { await pause(beforeReadingAgain: attempt) }
            previous = ids
        }
        throw trouble.failure(of: request)
    }

    /// One reading of the list, whose first page is `first`.
    private func wholeList(
        of request: APIRequest, _ paging: Paging, from first: JSON
    ) async throws(APIFailure) -> PageReading {
        let elements = paging.elements(of: first)
        guard let total = paging.total(of: first) else {
            // Neither a number nor a list: this is some other answer, not an empty list.
            guard paging.hasList(first) else { return .trouble(.notAPage(1)) }
            // Without a number a full page may have more behind it, which cannot be told from the last one.
            guard elements.count == paging.size else { return .whole(elements) }
            return try await followOn(request, paging, after: elements)
        }
        guard total > elements.count else { return total == elements.count ? .whole(elements) : .trouble(.changed) }
        guard !elements.isEmpty else { return .trouble(.changed) }
        // The service may cap the page below what was asked for.
        let paging = paging.capped(at: elements.count)
        let rest = try await remaining(request, paging, pages: 1..<(total + paging.size - 1) / paging.size)
        guard rest.allSatisfy({ paging.total(of: $0) == total }) else { return .trouble(.changed) }
        let all = elements + rest.flatMap(paging.elements)
        return all.count == total ? .whole(all) : .trouble(.changed)
    }

    /// Pages one after the other until one is not full, for a list that does not say how long it is. An answer without anything
    /// in it, where the page after the last one would be, is the end too; any other that is no page is not.
    private func followOn(
        _ request: APIRequest, _ paging: Paging, after first: [JSON]
    ) async throws(APIFailure) -> PageReading {
        var all = first
        var previous = first
        var page = 1
        while previous.count == paging.size {
            let answer = try await call(paging.request(request, page: page))
            if answer == .null || answer == .object([:]) { break }
            guard paging.hasList(answer) else { return .trouble(.notAPage(page + 1)) }
            let next = paging.elements(of: answer)
            // A service that ignores the page gives the same one for ever.
            if next == previous { break }
            all += next
            previous = next
            page += 1
        }
        return .whole(all)
    }

    /// The answers of `pages`, asked for at once, in order.
    private func remaining(
        _ request: APIRequest, _ paging: Paging, pages: Range<Int>
    ) async throws(APIFailure) -> [JSON] {
        let answers = await withTaskGroup(of: (Int, Result<JSON, APIFailure>).self) { group in
            for page in pages {
                group.addTask {
                    do throws(APIFailure) {
                        return (page, .success(try await call(paging.request(request, page: page))))
                    } catch { return (page, .failure(error)) }
                }
            }
            var answers: [Int: Result<JSON, APIFailure>] = [:]
            for await (page, answer) in group {
                answers[page] = answer
                if case .failure = answer { group.cancelAll() }
            }
            return answers
        }
        // The failure that stopped the others is reported, not the cancellations it caused.
        let failures = pages.compactMap { page in
            if case .failure(let failure)? = answers[page] { failure } else { nil }
        }
        if let failure = failures.first(where: { $0.meaning != TransportFailure.Cause.cancelled.rawValue }) {
            throw failure
        }
        if let failure = failures.first { throw failure }
        return try pages.map { page throws(APIFailure) in try answers[page]?.get() ?? .null }
    }
}
