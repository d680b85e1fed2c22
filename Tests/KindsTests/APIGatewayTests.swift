import Kinds
import Model
import NcloudClient
import OrderedJSON
import Testing

@Suite("API Gateway") struct APIGatewayTests {
    private static let products: [String: JSON] = [
        "/products": [
            "initialCount": 2,
            "productPage": [
                "total": 2,
                "content": [
                    [
                        "productId": "9aip5utnp2", "productName": "shop", "productDescription": "sells",
                        "subscriptionCode": "PUBLIC", "published": true, "modTime": "2024-05-13T01:58:13Z",
                    ],
                    ["productId": "cvcohvd2xj", "isDeleted": true],
                ],
            ],
        ]
    ]

    @Test("a product's description is read under its other name")
    func products() async throws {
        let session = FakeSession(answers: Self.products)
        let products = try await operations("Product").list(ReadScope(), from: session)
        #expect(products.map(\.id) == ["9aip5utnp2"])
        #expect(products[0].attributes["description"] == "sells")
        #expect(products[0].attributes["isPublished"] == true)
    }

    @Test("a product is made with its id read out of the answer")
    func createProduct() async throws {
        let session = FakeSession(answers: ["/products": ["product": ["productId": "9aip5utnp2"]]])
        try await operations("Product").create(
            wanted("Product", "shop", ["name": "shop", "subscription": "PUBLIC"]), through: session)
        #expect(session.creation?.id == "9aip5utnp2")
        #expect(session.requests[0].method == .post)
        #expect(session.requests[0].body == ["productName": "shop", "subscriptionCode": "PUBLIC"])
    }

    @Test("a patch repeats what stays, since the call would otherwise lose or refuse it")
    func patchProduct() async throws {
        let live = LiveObject(
            kind: "Product", id: "9aip5utnp2",
            attributes: ["name": "shop", "description": "sells", "subscription": "PUBLIC"])
        let session = FakeSession()
        try await operations("Product").update(
            live, to: wanted("Product", "shop", ["name": "shop", "subscription": "PROTECTED"]), through: session)
        #expect(session.events == [.change("/products/9aip5utnp2")])
        #expect(
            session.requests[0].body
                == ["productName": "shop", "subscriptionCode": "PROTECTED", "description": "sells"])
    }

    @Test("APIs are read of the products in question, or of all")
    func apis() async throws {
        var answers = Self.products
        answers["/products/9aip5utnp2/apis"] = [
            "total": 1, "apis": [["apiId": "p1hiuvmwv3", "apiName": "orders"]],
        ]
        answers["/products/cvcohvd2xj/apis"] = ["total": 0, "apis": []]
        let one = FakeSession(answers: answers)
        let apis = try await operations("Api").list(ReadScope(parents: ["Product": ["9aip5utnp2"]]), from: one)
        #expect(apis.map { $0.attributes["product"] } == ["9aip5utnp2"])
        #expect(one.requests.count == 1)
        let all = FakeSession(answers: answers)
        #expect(
            try await operations("Api").list(ReadScope(everything: true, fields: []), from: all).map(\.id) == [
                "9aip5utnp2/p1hiuvmwv3"
            ])
        let none = FakeSession(failures: ["/products/9aip5utnp2/apis": .gone])
        #expect(try await operations("Api").list(ReadScope(parents: ["Product": ["9aip5utnp2"]]), from: none).isEmpty)
    }

    @Test("an API is made, described and deleted under its product")
    func api() async throws {
        let path = "/products/9aip5utnp2/apis"
        let session = FakeSession(answers: [path: ["api": ["apiId": "p1hiuvmwv3"]]])
        let attributes: Attributes = ["product": "9aip5utnp2", "name": "orders", "description": "new"]
        try await operations("Api").create(wanted("Api", "orders", attributes), through: session)
        #expect(session.requests[0].body == ["apiName": "orders", "apiDescription": "new"])
        let live = LiveObject(
            kind: "Api", id: "9aip5utnp2/p1hiuvmwv3", attributes: ["product": "9aip5utnp2", "description": "old"])
        try await operations("Api").update(live, to: wanted("Api", "orders", attributes), through: session)
        #expect(session.requests[1].method == .patch)
        #expect(session.requests[1].body == ["apiDescription": "new"])
        try await operations("Api").delete(live, through: session)
        #expect(session.events == [.create(path), .change("\(path)/p1hiuvmwv3"), .delete("\(path)/p1hiuvmwv3")])
    }
}
