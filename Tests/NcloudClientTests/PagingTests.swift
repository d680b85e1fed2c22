import NcloudClient
import OrderedJSON
import Synchronization
import Testing

/// Answers lists of numbers page by page, as each style does.
private final class ListCaller: APICaller {
    let total: Int
    let cap: Int
    let calls = Mutex<[APIRequest]>([])
    /// Elements left out of the last page for this many first calls, as a list that shrinks under the reader.
    let lossyCalls: Int

    init(total: Int, cap: Int = 1000, lossyCalls: Int = 0) {
        self.total = total
        self.cap = cap
        self.lossyCalls = lossyCalls
    }

    func call(_ request: APIRequest) async throws(APIFailure) -> JSON {
        let count = calls.withLock { calls in
            calls.append(request)
            return calls.count
        }
        if request.path.hasPrefix("fail"), request["pageNo"] == "2" {
            throw APIFailure(endpoint: request.endpoint, envelope: .unreadable, classification: .retry)
        }
        let body = request.body?.members ?? [:]
        let size = min(cap, Int(request["pageSize"] ?? request["limit"] ?? body["limit"]?.text ?? "") ?? 1)
        let page =
            request["pageNo"].flatMap(Int.init).map { ($0 - (request.service == .globalDNS ? 0 : 1)) * size }
            ?? request["page"].flatMap(Int.init).map { $0 * size }
        let offset = page ?? Int(request["offset"] ?? body["offset"]?.text ?? "") ?? 0
        let upper = min(total, offset + size) - (count <= lossyCalls && offset > 0 ? 1 : 0)
        let list = JSON.array((offset..<max(offset, upper)).map { .integer(Int64($0)) })
        switch request.service {
        case .vpc: return ["totalRows": .integer(Int64(total)), "vpcList": list]
        case .apiGateway: return ["productPage": ["content": list, "total": .integer(Int64(total))]]
        case .globalDNS: return ["totalElements": .integer(Int64(total)), "totalPages": 1, "items": list]
        default: return ["totalCount": .integer(Int64(total)), "content": list]
        }
    }
}

@Suite struct PagingTests {
    static func numbers(_ count: Int) -> [JSON] { (0..<count).map { .integer(Int64($0)) } }

    @Test("all pages arrive in order, whatever the style", arguments: [0, 1, 9, 10, 11, 95])
    func styles(_ total: Int) async throws {
        let caller = ListCaller(total: total)
        let expected = Self.numbers(total)
        #expect(try await caller.pages(of: .action(.vpc, "getVpcList"), pageSize: 10, list: "vpcList") == expected)
        let products = APIRequest.rest(.apiGateway, .get, "/products")
        #expect(try await caller.pages(of: products, .offset(list: "productPage.content", size: 10)) == expected)
        let search = APIRequest.rest(.apiGateway, .post, "/products/search", body: ["name": "x"])
        #expect(try await caller.pages(of: search, .offset(list: "productPage.content", size: 10)) == expected)
        let frames = APIRequest.rest(.dataBoxFrame, .get, "/data-box-frame/get-data-box-frame-list")
        #expect(try await caller.pages(of: frames, .numbered(size: 10)) == expected)
        let zones = APIRequest.rest(.globalDNS, .get, "/domains")
        #expect(try await caller.pages(of: zones, .standard(list: "domains", size: 10)) == expected)
        let boxes = APIRequest.rest(.datafence, .get, "/box/get-box-list")
        #expect(try await caller.pages(of: boxes, .fromZero(size: 10)) == expected)
    }

    @Test("one page takes one call")
    func oneCall() async throws {
        let caller = ListCaller(total: 700)
        _ = try await caller.pages(of: .action(.vpc, "getVpcList"), list: "vpcList")
        #expect(caller.calls.withLock { $0.count } == 1)
    }

    @Test("a service that caps the page size still gives the whole list")
    func capped() async throws {
        let caller = ListCaller(total: 130, cap: 50)
        let products = APIRequest.rest(.apiGateway, .get, "/products")
        #expect(try await caller.pages(of: products, .offset(list: "productPage.content")) == Self.numbers(130))
    }

    @Test("a list that changes under the reader is read again, and half a list is never returned")
    func changing() async throws {
        let once = ListCaller(total: 25, lossyCalls: 3)
        #expect(
            try await once.pages(of: .action(.vpc, "getVpcList"), pageSize: 10, list: "vpcList") == Self.numbers(25))
        let always = ListCaller(total: 25, lossyCalls: .max)
        await #expect(throws: APIFailure.self) {
            try await always.pages(of: .action(.vpc, "getVpcList"), pageSize: 10, list: "vpcList")
        }
    }

    /// What a list of pages shows, reading after reading; the last one stays.
    private final class MovingList: APICaller {
        let readings: [[Int]]
        private let page = Mutex(0)
        let pauses = Mutex(0)

        init(_ readings: [[Int]]) { self.readings = readings }

        var pagesRead: Int { page.withLock { $0 } }

        func call(_ request: APIRequest) async throws(APIFailure) -> JSON {
            let number = page.withLock { page in
                page += 1
                return page - 1
            }
            let ids = readings[min(number / 2, readings.count - 1)]
            let part = request["pageNo"] == "1" ? ids.prefix(10) : ids.dropFirst(10)
            return [
                "totalRows": 20,
                "vpcList": .array(part.map { ["vpcNo": .integer(Int64($0)), "read": .integer(Int64(number))] }),
            ]
        }

        func pause(beforeReadingAgain attempt: Int) async { pauses.withLock { $0 += 1 } }
    }

    @Test("an element that moved between pages is noticed, though the numbers agree")
    func shifted() async throws {
        let twice = Array(1...10) + Array(10...19)
        let missing = Array(1...10) + Array(12...21)
        for wrong in [twice, missing] {
            let right = Array(2...21)
            let caller = MovingList([wrong, right])
            let list = try await Paging.$isAbsenceDecisive.withValue(true) {
                try await caller.pages(of: .action(.vpc, "getVpcList"), pageSize: 10, list: "vpcList")
            }
            #expect(list.compactMap { $0["vpcNo"]?.integer } == right.map(Int64.init))
            #expect(caller.pagesRead == 6)
        }
    }

    @Test(
        "where nothing is concluded from what is missing, one reading that adds up is enough; two of one object never are"
    )
    func oneReading() async throws {
        let quiet = MovingList([Array(1...20)])
        _ = try await quiet.pages(of: .action(.vpc, "getVpcList"), pageSize: 10, list: "vpcList")
        #expect(quiet.pagesRead == 2)
        let moved = MovingList([Array(1...10) + Array(10...19), Array(2...21)])
        let list = try await moved.pages(of: .action(.vpc, "getVpcList"), pageSize: 10, list: "vpcList")
        #expect(list.compactMap { $0["vpcNo"]?.integer } == (2...21).map(Int64.init))
    }

    @Test("a list that comes to rest only after many readings is waited for, one that never does is an error")
    func patience() async throws {
        let restless = (0..<6).map { Array($0..<($0 + 20)) }
        let caller = MovingList(restless)
        let never = MovingList((0..<50).map { Array($0..<($0 + 20)) })
        try await Paging.$isAbsenceDecisive.withValue(true) {
            let list = try await caller.pages(of: .action(.vpc, "getVpcList"), pageSize: 10, list: "vpcList")
            #expect(list.count == 20 && caller.pauses.withLock { $0 } > 3)
            await #expect(throws: APIFailure.self) {
                try await never.pages(of: .action(.vpc, "getVpcList"), pageSize: 10, list: "vpcList")
            }
        }
    }

    @Test("an answer without list and number is an error, not an empty list")
    func otherAnswer() async {
        await #expect(throws: APIFailure.self) {
            try await ListCaller(total: 3).pages(
                of: .rest(.apiGateway, .get, "/apis"), .offset(list: "apis"))
        }
    }

    /// A full page of a list that does not say how long it is, and something else where the next one should be.
    private struct BrokenList: APICaller {
        let next: JSON

        func call(_ request: APIRequest) async throws(APIFailure) -> JSON {
            request["pageNum"] == "1" ? ["groups": [1, 2]] : next
        }
    }

    @Test("a list does not end with an answer that is no page of it")
    func brokenPage() async throws {
        let request = APIRequest.rest(.cloudInsight, .get, "/groups")
        let paging = Paging.insight(list: "groups", size: 2)
        let whole = try await BrokenList(next: ["groups": [3]]).pages(of: request, paging)
        #expect(whole == [1, 2, 3])
        let failure = await #expect(throws: APIFailure.self) {
            try await BrokenList(next: ["status": "ok"]).pages(of: request, paging)
        }
        #expect(failure?.meaning == "the response for page 2 of the list does not contain the list")
    }

    @Test(
        "an answer without anything in it, after a full page of a list without a number, is its end",
        arguments: [false, true])
    func emptyPage(isNull: Bool) async throws {
        let request = APIRequest.rest(.cloudInsight, .get, "/groups")
        let next: JSON = isNull ? .null : [:]
        let whole = try await BrokenList(next: next).pages(of: request, .insight(list: "groups", size: 2))
        #expect(whole == [1, 2])
    }

    @Test("the failure of one page is the failure of the list")
    func failingPage() async throws {
        let error = await #expect(throws: APIFailure.self) {
            try await ListCaller(total: 50).pages(of: .action(.vpc, "failList"), pageSize: 10, list: "vpcList")
        }
        #expect(error?.classification == .retry)
    }
}
