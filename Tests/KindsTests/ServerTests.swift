import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

@Suite("servers") struct ServerTests {
    private static func live(
        _ status: String = "RUN", spec: String = "s2-g3", _ more: Attributes = [:]
    ) -> LiveObject {
        var attributes: Attributes = [
            "name": "web", "serverSpec": .string(spec), "protectTermination": false,
            "accessControlGroups": ["1"], "networkInterface": "55", "networkInterfaceStatus": "USED",
            "additionalDisks": [],
        ]
        attributes.merge(more) { _, new in new }
        return LiveObject(kind: "Server", id: "100", attributes: attributes, status: status)
    }

    private static func update(
        _ live: LiveObject, to attributes: Attributes, wasRunning: Bool = false, looks: [LiveObject] = []
    ) async throws -> [FakeSession.Event] {
        let session = FakeSession(looks: looks, memory: wasRunning ? ["wasRunning": true] : [:])
        try await operations("Server").update(live, to: wanted("Server", "web", attributes), through: session)
        return session.events
    }

    @Test("three lists tell all about any number of servers")
    func list() async throws {
        let session = FakeSession(answers: [
            "getServerInstanceList": [
                "serverInstanceList": [
                    [
                        "serverInstanceNo": "100", "serverName": "web", "serverInstanceStatus": ["code": "RUN"],
                        "serverInstanceOperation": ["code": "SHTDN"], "memorySize": 8_589_934_592,
                        "publicIp": "", "vpcNo": "1", "isProtectServerTermination": false,
                    ],
                    ["serverInstanceNo": "101", "serverInstanceStatus": ["code": "INIT"]],
                ]
            ],
            "getNetworkInterfaceList": [
                "networkInterfaceList": [
                    [
                        "networkInterfaceNo": "57", "instanceNo": "100", "isDefault": false, "deviceName": "eth2",
                    ],
                    [
                        "networkInterfaceNo": "55", "instanceNo": "100", "isDefault": true, "deviceName": "eth0",
                        "ip": "10.0.1.6", "accessControlGroupNoList": ["1", "2"],
                        "networkInterfaceStatus": ["code": "USED"],
                    ],
                    [
                        "networkInterfaceNo": "56", "instanceNo": "100", "isDefault": false, "deviceName": "eth1",
                    ],
                    ["networkInterfaceNo": "58", "instanceNo": ""],
                ]
            ],
            "getBlockStorageInstanceList": [
                "blockStorageInstanceList": [
                    [
                        "blockStorageInstanceNo": "71", "serverInstanceNo": "100",
                        "blockStorageType": ["code": "SVRBS"],
                    ],
                    [
                        "blockStorageInstanceNo": "70", "serverInstanceNo": "100",
                        "blockStorageType": ["code": "BASIC"],
                    ],
                ]
            ],
        ])
        let servers = try await operations("Server").list(ReadScope(), from: session)
        #expect(session.requests.count == 3)
        let web = try #require(servers.first)
        #expect(web.status == "RUN/SHTDN")
        #expect(web.attributes["power"] == "off")
        #expect(web.attributes["privateIp"] == "10.0.1.6")
        #expect(web.attributes["accessControlGroups"] == ["1", "2"])
        #expect(web.attributes["additionalDisks"] == ["71"])
        #expect(web.attributes["memorySize"] == 8_589_934_592)
        #expect(servers[1].attributes["accessControlGroups"] == nil)
        #expect(servers[1].attributes["power"] == .null)
    }

    @Test("what goes on keeps a server from being ready")
    func phases() throws {
        let table = try #require(DriverCatalog.ncloud.kinds["Server"]?.status)
        #expect(table.phase(of: "RUN") == .ready)
        #expect(table.phase(of: "NSTOP") == .ready)
        #expect(table.phase(of: "RUN/SHTDN") == .pending)
        #expect(table.phase(of: "NSTOP/CHNG") == .pending)
        #expect(table.phase(of: "INIT") == .pending)
        #expect(table.phase(of: "FSTOP") == .failed)
        #expect(table.phase(of: "RUN/WHAT") == .unknown)
    }

    @Test("a server is made in the VPC of its subnet, and waited for until it is at rest")
    func create() async throws {
        let session = FakeSession(
            answers: ["createServerInstances": ["serverInstanceList": [["serverInstanceNo": "100"]]]],
            objects: [
                LiveObject(kind: "Subnet", id: "3", attributes: ["vpc": "9"]),
                LiveObject(kind: "Subnet", id: "2", attributes: ["vpc": "1"]),
            ])
        try await operations("Server").create(
            wanted(
                "Server", "web",
                [
                    "name": "web", "subnet": "2", "image": "23214590", "serverSpec": "s2-g3", "loginKey": "ops",
                    "accessControlGroups": ["5", "6"], "networkInterfaces": ["56"], "protectTermination": true,
                ]), through: session)
        #expect(session.events == [.create("createServerInstances"), .wait("ready")])
        #expect(
            session.requests[0].fields == [
                "vpcNo": "1", "subnetNo": "2", "serverImageNo": "23214590", "serverSpecCode": "s2-g3",
                "serverName": "web", "loginKeyName": "ops", "isProtectServerTermination": "true",
                "networkInterfaceList.1.networkInterfaceOrder": "0", "networkInterfaceList.1.subnetNo": "2",
                "networkInterfaceList.1.accessControlGroupNoList.1": "5",
                "networkInterfaceList.1.accessControlGroupNoList.2": "6",
                "networkInterfaceList.2.networkInterfaceOrder": "1",
                "networkInterfaceList.2.networkInterfaceNo": "56",
            ])
    }

    @Test("without groups a server gets the default one of its own VPC")
    func defaultGroup() async throws {
        let groups: [(String, Attributes)] = [
            ("4", ["vpc": "9", "isDefault": true]), ("5", ["vpc": "1", "isDefault": false]),
            ("6", ["vpc": "1", "isDefault": true]),
        ]
        let session = FakeSession(
            objects: [LiveObject(kind: "Subnet", id: "2", attributes: ["vpc": "1"])]
                + groups.map { LiveObject(kind: "AccessControlGroup", id: $0, attributes: $1) })
        try await operations("Server").create(
            wanted("Server", "web", ["subnet": "2", "image": "1", "power": "off"]), through: session)
        let request = try #require(session.requests("createServerInstances").first)
        #expect(request["networkInterfaceList.1.accessControlGroupNoList.1"] == "6")
        #expect(session.events.suffix(2) == [.change("stopServerInstances"), .wait("stopped")])
    }

    @Test("a running server is stopped for its new spec and runs again")
    func resize() async throws {
        let events = try await Self.update(Self.live(), to: ["name": "web", "serverSpec": "s4-g3"])
        #expect(
            events == [
                .change("stopServerInstances"), .wait("stopped"), .change("changeServerInstanceSpec"),
                .wait("spec changed"), .change("startServerInstances"), .wait("running"),
            ])
    }

    @Test("a server that was stopped stays so after its spec is changed")
    func resizeStopped() async throws {
        let events = try await Self.update(Self.live("NSTOP"), to: ["serverSpec": "s4-g3"])
        #expect(events == [.change("changeServerInstanceSpec"), .wait("spec changed")])
    }

    @Test("a spec change that was cut off anywhere ends with the server running")
    func resizeResumed() async throws {
        let stopped = try await Self.update(Self.live("NSTOP"), to: ["serverSpec": "s4-g3"], wasRunning: true)
        #expect(stopped.last == .wait("running"))
        let changed = try await Self.update(
            Self.live("NSTOP", spec: "s4-g3"), to: ["serverSpec": "s4-g3"], wasRunning: true)
        #expect(changed == [.change("startServerInstances"), .wait("running")])
        let stopping = try await Self.update(
            Self.live("NSTOP/CHNG"), to: ["serverSpec": "s4-g3"], wasRunning: true,
            looks: [Self.live("NSTOP/CHNG"), Self.live("NSTOP", spec: "s4-g3"), Self.live("RUN", spec: "s4-g3")])
        #expect(stopping == [.wait("no running operation"), .change("startServerInstances"), .wait("running")])
    }

    @Test("a server that does not run again after a refused spec is told of, beside the refusal")
    func refusedSpec() async throws {
        let session = FakeSession(failures: ["changeServerInstanceSpec": .refused, "startServerInstances": .refused])
        await #expect(throws: StepFailure.self) {
            try await operations("Server").update(
                Self.live(), to: wanted("Server", "web", ["serverSpec": "s4-g3"]), through: session)
        }
        #expect(session.events.last == .change("startServerInstances"))
        #expect(session.lines.count == 1 && session.lines[0].contains("could not be started again"))
    }

    @Test("a server that somebody else stopped is not started by a step that goes on")
    func resumedStopped() async throws {
        let events = try await Self.update(Self.live("NSTOP", spec: "s4-g3"), to: ["serverSpec": "s4-g3"])
        #expect(events.isEmpty)
        let session = FakeSession()
        try await operations("Server").update(
            Self.live(), to: wanted("Server", "web", ["serverSpec": "s4-g3"]), through: session)
        #expect(session.memory == ["wasRunning": true])
    }

    @Test("a server leaves its placement group before it joins another")
    func placement() async throws {
        let moved = try await Self.update(
            Self.live("RUN", ["placementGroup": "1"]), to: ["placementGroup": "2"])
        #expect(
            moved == [
                .change("removePlacementGroupServerInstance"), .change("addPlacementGroupServerInstance"),
                .wait("in its placement group"),
            ])
        let left = try await Self.update(
            Self.live("RUN", ["placementGroup": "1"]), to: ["placementGroup": .null])
        #expect(left.first == .change("removePlacementGroupServerInstance") && left.count == 2)
    }

    @Test("a server meant to be off stays off")
    func powerOff() async throws {
        let off = try await Self.update(Self.live("NSTOP", spec: "s4-g3"), to: ["serverSpec": "s4-g3", "power": "off"])
        #expect(off.isEmpty)
        let stopping = try await Self.update(Self.live(), to: ["power": "off"])
        #expect(stopping == [.change("stopServerInstances"), .wait("stopped")])
    }

    @Test("renaming a stopped server does not start it")
    func renameStopped() async throws {
        let events = try await Self.update(Self.live("NSTOP"), to: ["name": "app"])
        #expect(events == [.change("changeServerInstanceName")])
    }

    @Test("groups are added before others go, within one and three at a time")
    func groups() {
        typealias Steps = [GroupExchange]
        #expect(GroupExchange.steps(from: ["1"], to: ["2"]) == [.add(["2"]), .remove(["1"])] as Steps)
        #expect(
            GroupExchange.steps(from: ["1", "2", "3"], to: ["4", "5", "6"]) == [
                .remove(["1", "2"]), .add(["4", "5"]), .remove(["3"]), .add(["6"]),
            ] as Steps)
        #expect(GroupExchange.steps(from: ["1", "2"], to: ["2", "1"]).isEmpty)
        #expect(GroupExchange.steps(from: ["1"], to: []).isEmpty)
    }

    @Test("groups change on the first interface, each step seen before the next")
    func exchange() async throws {
        let session = FakeSession(looks: [
            Self.live("RUN", ["accessControlGroups": ["1", "2"], "networkInterfaceStatus": "SET"]),
            Self.live("RUN", ["accessControlGroups": ["1", "2"]]), Self.live("RUN", ["accessControlGroups": ["2"]]),
        ])
        try await operations("Server").update(
            Self.live(), to: wanted("Server", "web", ["accessControlGroups": ["2"]]), through: session)
        #expect(
            session.events.filter { $0 != .wait("access control groups set") } == [
                .change("addNetworkInterfaceAccessControlGroup"),
                .change("removeNetworkInterfaceAccessControlGroup"),
            ])
        #expect(session.requests[0].fields == ["networkInterfaceNo": "55", "accessControlGroupNoList.1": "2"])
    }

    @Test("a server is stopped and freed of disks before it is terminated")
    func delete() async throws {
        let session = FakeSession()
        try await operations("Server").delete(Self.live("RUN", ["additionalDisks": ["71"]]), through: session)
        #expect(
            session.events == [
                .change("stopServerInstances"), .wait("stopped"), .wait("no running operation"),
                .change("detachBlockStorageInstances"), .wait("disks detached"), .delete("terminateServerInstances"),
                .wait("gone"),
            ])
        #expect(session.requests.last?.fields == ["serverInstanceNoList.1": "100"])
    }

    @Test("a disk that its own step has taken off since the plan was made is not detached again")
    func deleteAfterDisks() async throws {
        let session = FakeSession(looks: [Self.live("NSTOP"), Self.live("NSTOP")])
        try await operations("Server").delete(Self.live("RUN", ["additionalDisks": ["71"]]), through: session)
        #expect(session.requests("detachBlockStorageInstances").isEmpty)
        #expect(session.events.suffix(2) == [.delete("terminateServerInstances"), .wait("gone")])
    }

    @Test("a protection that is nacre's own is lifted before anything else")
    func deleteProtected() async throws {
        let session = FakeSession()
        try await operations("Server").delete(
            Self.live("RUN", ["protectTermination": true]), through: session)
        #expect(
            session.events.prefix(2) == [.change("setProtectServerTermination"), .change("stopServerInstances")])
        #expect(session.requests[0]["isProtectServerTermination"] == "false")
    }

    @Test("the cloud's own things are neither made nor deleted")
    func readOnly() async throws {
        let session = FakeSession()
        await #expect(throws: StepFailure.self) {
            try await operations("ServerSpec").create(wanted("ServerSpec", "x", [:]), through: session)
        }
        await #expect(throws: StepFailure.self) {
            try await operations("ServerSpec").delete(
                LiveObject(kind: "ServerSpec", id: "1", attributes: [:]), through: session)
        }
        await #expect(throws: StepFailure.self) {
            try await operations("ServerImage").create(wanted("ServerImage", "x", [:]), through: session)
        }
        #expect(session.requests.isEmpty)
    }
}
