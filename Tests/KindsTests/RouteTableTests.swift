import Kinds
import Model
import NcloudClient
import OrderedJSON
import Testing

@Suite("route tables") struct RouteTableTests {
    private static func wire(_ destination: String, _ type: String, _ target: String, _ name: String = "") -> JSON {
        [
            "destinationCidrBlock": .string(destination), "targetType": ["code": .string(type)],
            "targetNo": .string(target), "targetName": .string(name), "isDefault": .bool(target.isEmpty),
        ]
    }

    private static func answers(_ routes: [JSON], subnets: [String] = []) -> [String: JSON] {
        [
            "getRouteTableList": [
                "routeTableList": [
                    [
                        "routeTableNo": "9", "routeTableName": "inside", "vpcNo": "1",
                        "supportedSubnetType": ["code": "PRIVATE"], "isDefault": false,
                        "routeTableStatus": ["code": "RUN"],
                    ], ["routeTableNo": "10", "routeTableName": "other", "vpcNo": "1"],
                ]
            ],
            "getRouteList": ["routeList": .array(routes)],
            "getRouteTableSubnetList": ["subnetList": .array(subnets.map { ["subnetNo": .string($0)] })],
            "getNatGatewayInstanceDetail": ["natGatewayInstanceList": [["natGatewayName": "way-out"]]],
            "getVpcPeeringInstanceDetail": ["vpcPeeringInstanceList": [["vpcPeeringName": "to-partner"]]],
        ]
    }

    private static let builtIn = [
        wire("10.0.0.0/16", "LOCAL", "", "LOCAL"), wire("0.0.0.0/0", "IGW", "", "INTERNET GATEWAY"),
    ]
    private static let outward: Value = ["destination": "0.0.0.0/0", "natGateway": "77"]

    private static func live(_ attributes: Attributes) -> LiveObject {
        LiveObject(
            kind: "RouteTable", id: "9", attributes: attributes.merging(["vpc": "1"]) { given, _ in given },
            status: "RUN")
    }

    @Test("routes and subnets are read for those in question only; built-in routes do not show")
    func list() async throws {
        let routes = Self.builtIn + [Self.wire("10.1.0.0/16", "VPCPEERING", "5"), Self.wire("10.2.0.0/16", "NEW", "6")]
        let session = FakeSession(answers: Self.answers(routes, subnets: ["31"]))
        let objects = try await operations("RouteTable").list(ReadScope(ids: ["9"]), from: session)
        #expect(objects.map(\.id) == ["9", "10"])
        #expect(objects[0].attributes["routes"] == [["destination": "10.1.0.0/16", "peering": "5"]])
        #expect(objects[0].attributes["subnets"] == ["31"])
        #expect(objects[1].attributes["routes"] == nil)
        #expect(session.requests("getRouteList").map(\.fields) == [["vpcNo": "1", "routeTableNo": "9"]])
    }

    @Test("a table that goes away while its routes are read is left out")
    func goneMeanwhile() async throws {
        let list = try #require(Self.answers([])["getRouteTableList"])
        let failures = ["getRouteList": APIFailure.gone]
        let session = FakeSession(turns: ["getRouteTableList": [list, ["routeTableList": []]]], failures: failures)
        let objects = try await operations("RouteTable").list(ReadScope(everything: true), from: session)
        #expect(objects.isEmpty)
        let listed = FakeSession(answers: Self.answers([]), failures: failures)
        await #expect(throws: APIFailure.self) {
            try await operations("RouteTable").list(ReadScope(everything: true), from: listed)
        }
    }

    @Test("a new table is ready before its routes and subnets come; a route names its target by number and name")
    func create() async throws {
        var answers = Self.answers([])
        answers["createRouteTable"] = ["routeTableList": [["routeTableNo": "9"]]]
        let session = FakeSession(answers: answers)
        try await operations("RouteTable").create(
            wanted(
                "RouteTable", "inside",
                [
                    "name": "inside", "vpc": "1", "subnetType": "PRIVATE", "routes": [Self.outward],
                    "subnets": ["31", "32"],
                ]), through: session)
        let changes = session.events.filter { if case .read = $0 { false } else { true } }
        #expect(
            changes == [
                .create("createRouteTable"), .wait("ready"), .change("addRoute"), .wait("ready"),
                .change("addRouteTableSubnet"), .wait("ready"),
            ])
        #expect(
            session.requests("addRoute")[0].fields == [
                "vpcNo": "1", "routeTableNo": "9", "routeList.1.destinationCidrBlock": "0.0.0.0/0",
                "routeList.1.targetTypeCode": "NATGW", "routeList.1.targetNo": "77",
                "routeList.1.targetName": "way-out",
            ])
        #expect(
            session.requests("addRouteTableSubnet")[0].fields == [
                "vpcNo": "1", "routeTableNo": "9", "subnetNoList.1": "31", "subnetNoList.2": "32",
            ])
    }

    @Test("a route to another target goes before its successor comes, by what the cloud calls it")
    func retarget() async throws {
        let session = FakeSession(
            answers: Self.answers(Self.builtIn + [Self.wire("0.0.0.0/0", "NATGW", "70", "old-name")]))
        try await operations("RouteTable").update(
            Self.live(["routes": [["destination": "0.0.0.0/0", "natGateway": "70"]]]),
            to: wanted("RouteTable", "inside", ["routes": [Self.outward]]), through: session)
        let changes = session.events.filter { if case .change = $0 { true } else { false } }
        #expect(changes == [.change("removeRoute"), .change("addRoute")])
        #expect(session.requests("removeRoute")[0].fields["routeList.1.targetName"] == "old-name")
    }

    @Test("routes that came in since the plan are left alone")
    func newcomers() async throws {
        let session = FakeSession(
            answers: Self.answers([Self.wire("10.1.0.0/16", "VPCPEERING", "5"), Self.wire("10.2.0.0/16", "VGW", "6")]))
        try await operations("RouteTable").update(
            Self.live(["routes": [["destination": "10.1.0.0/16", "peering": "5"]]]),
            to: wanted("RouteTable", "inside", ["routes": []]), through: session)
        let removed = try #require(session.requests("removeRoute").first)
        #expect(removed.fields["routeList.1.destinationCidrBlock"] == "10.1.0.0/16")
        #expect(removed.fields["routeList.2.destinationCidrBlock"] == nil)
    }

    @Test("a subnet that another table has taken already is not taken off again")
    func moved() async throws {
        let session = FakeSession(answers: Self.answers([], subnets: ["32"]))
        try await operations("RouteTable").update(
            Self.live(["subnets": ["31", "32"]]), to: wanted("RouteTable", "inside", ["subnets": ["32"]]),
            through: session)
        #expect(session.requests("removeRouteTableSubnet").isEmpty)
    }

    @Test("a subnet is not taken off a default table, with word of what to do instead")
    func defaultSubnets() async throws {
        let session = FakeSession(answers: Self.answers([], subnets: ["31"]))
        await #expect(throws: StepFailure.self) {
            try await operations("RouteTable").update(
                Self.live(["subnets": ["31"], "isDefault": true]), to: wanted("RouteTable", "x", ["subnets": []]),
                through: session)
        }
        #expect(session.requests("removeRouteTableSubnet").isEmpty)
    }

    @Test("nothing is read or changed when neither routes nor subnets are wanted")
    func unwanted() async throws {
        let session = FakeSession()
        try await operations("RouteTable").update(
            Self.live(["description": "x"]), to: wanted("RouteTable", "inside", ["description": "x"]),
            through: session)
        #expect(session.events.isEmpty)
    }

    @Test("subnets leave a table before it is deleted")
    func delete() async throws {
        let session = FakeSession(answers: Self.answers([], subnets: ["31"]))
        try await operations("RouteTable").delete(Self.live([:]), through: session)
        #expect(
            session.events.suffix(4) == [
                .change("removeRouteTableSubnet"), .wait("ready"), .delete("deleteRouteTable"), .wait("gone"),
            ])
    }
}
