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
        let page = request["pageNo"].flatMap(Int.init).map { ($0 - 1) * size }
        let offset = page ?? Int(request["offset"] ?? body["offset"]?.text ?? "") ?? 0
        let upper = min(total, offset + size) - (count <= lossyCalls && offset > 0 ? 1 : 0)
        let list = JSON.array((offset..<max(offset, upper)).map { .integer(Int64($0)) })
        switch request.service {
        case .vpc, .vserver: return ["totalRows": .integer(Int64(total)), "vpcList": list]
        case .apiGateway: return ["productPage": ["content": list, "total": .integer(Int64(total))]]
        case .dataBoxFrame, .sts: return ["totalCount": .integer(Int64(total)), "content": list]
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

    @Test("an answer without list and number is an error, not an empty list")
    func otherAnswer() async {
        await #expect(throws: APIFailure.self) {
            try await ListCaller(total: 3).pages(
                of: .rest(.apiGateway, .get, "/apis"), .offset(list: "apis"))
        }
    }

    @Test("the failure of one page is the failure of the list")
    func failingPage() async throws {
        let error = await #expect(throws: APIFailure.self) {
            try await ListCaller(total: 50).pages(of: .action(.vpc, "failList"), pageSize: 10, list: "vpcList")
        }
        #expect(error?.classification == .retry)
    }
}
