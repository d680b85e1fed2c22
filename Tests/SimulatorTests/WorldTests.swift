import Foundation
import OrderedJSON
import Testing

@testable import Simulator

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

@Suite struct WorldTests {
    private func withFile(_ body: (String) async throws -> Void) async throws {
        let path = FileManager.default.temporaryDirectory.path + "/world-\(UUID().uuidString).jsonl"
        defer {
            try? FileManager.default.removeItem(atPath: path)
            try? FileManager.default.removeItem(atPath: path + ".lock")
        }
        try await body(path)
    }

    @Test("a restarted simulator goes on where it was, with pending changes and fresh numbers")
    func restart() async throws {
        try await withFile { path in
            var number = ""
            try await withSimulator(with { $0.worldFile = path }) { client in
                number =
                    client.call("createVpc", ["ipv4CidrBlock": "10.0.0.0/16", "vpcName": "lab"]).first["vpcNo"]?.text
                    ?? ""
            }
            try await withSimulator(with { $0.worldFile = path }) { client in
                let vpc = client.call("getVpcDetail", ["vpcNo": number]).first
                #expect(vpc["vpcStatus"]?["code"] == "INIT")
                client.pass(5)
                #expect(client.call("getVpcDetail", ["vpcNo": number]).first["vpcStatus"]?["code"] == "RUN")
                _ = client.call("deleteVpc", ["vpcNo": number])
                client.pass(5)
            }
            try await withSimulator(with { $0.worldFile = path }) { client in
                #expect(client.call("getVpcList").content["totalRows"] == 0)
                #expect(client.call("getRegionList").status == 200)
                let next = client.call("createVpc", ["ipv4CidrBlock": "10.0.0.0/16"]).first["vpcNo"]?.text
                #expect((Int(next ?? "") ?? 0) > (Int(number) ?? 0))
            }
        }
    }

    @Test("half a line at the end of a world file is ignored, anywhere else it is an error")
    func brokenFile() async throws {
        try await withFile { path in
            try await withSimulator(with { $0.worldFile = path }) { _ in }
            let good = try String(contentsOfFile: path, encoding: .utf8)
            try (good + "{\"table\":\"vpc\",\"id").write(toFile: path, atomically: true, encoding: .utf8)
            try await withSimulator(with { $0.worldFile = path }) { client in
                #expect(client.call("getVpcList").content["totalRows"] == 0)
            }
            try ("{\"table\"\n" + good).write(toFile: path, atomically: true, encoding: .utf8)
            await #expect(throws: SimulatorError.brokenFile(path: path, reason: "line 1 is not JSON")) {
                try await withSimulator(with { $0.worldFile = path }) { _ in }
            }
        }
    }

    @Test("two simulators do not share a world file")
    func locked() async throws {
        try await withFile { path in
            var options = SimulatorOptions()
            options.worldFile = path
            let first = try await Simulator.start(options)
            await #expect(throws: SimulatorError.worldInUse(path: path, address: nil)) {
                try await Simulator.start(options)
            }
            #expect(Simulator.address(ofWorld: path) == nil)
            try await first.stop()
        }
    }

    @Test("who would open a world that is served is told where, and only as long as it is")
    func announced() async throws {
        try await withFile { path in
            var options = SimulatorOptions()
            options.worldFile = path
            options.announcesAddress = true
            let first = try await Simulator.start(options)
            #expect(Simulator.address(ofWorld: path) == first.url)
            options.announcesAddress = false
            await #expect(throws: SimulatorError.worldInUse(path: path, address: first.url)) {
                try await Simulator.start(options)
            }
            try await first.stop()
            #expect(Simulator.address(ofWorld: path) == nil)
            let second = try await Simulator.start(options)
            #expect(Simulator.address(ofWorld: path) == nil)
            try await second.stop()
        }
    }

    @Test("who only looks whether a world is served keeps nobody from taking it")
    func probed() async throws {
        try await withFile { path in
            try Data("http://127.0.0.1:1".utf8).write(to: URL(filePath: path + ".lock"))
            let probe = open(path + ".lock", O_RDONLY)
            #expect(probe >= 0 && flock(probe, LOCK_SH | LOCK_NB) == 0)
            var pauses = 0
            let lock = try WorldLock.take(path) {
                pauses += 1
                if pauses == 2 { close(probe) }
            }
            #expect(pauses == 2)
            lock.announce("http://127.0.0.1:2")
            var more = 0
            #expect(throws: SimulatorError.worldInUse(path: path, address: "http://127.0.0.1:2")) {
                try WorldLock.take(path) { more += 1 }
            }
            #expect(more > 0, "the address was believed at once")
            lock.release()
        }
    }

    @Test("the clock runs at the given speed and never backwards")
    func clock() {
        let clock = VirtualClock(speed: 1000, base: 5000, realBase: 100)
        #expect(clock.time(atReal: 107) == 12_000)
        #expect(clock.time(atReal: 90) == 5000)
    }

    @Test("dates are spelled as each service spells them")
    func dates() {
        let stamp = Timestamp(milliseconds: 1_709_218_799_000)
        #expect(stamp.korean == "2024-02-29T23:59:59+0900")
        #expect(stamp.koreanPlain == "2024-02-29 23:59:59")
        #expect(stamp.universal == "2024-02-29T14:59:59Z")
        #expect(stamp.http == "Thu, 29 Feb 2024 14:59:59 GMT")
        #expect(Timestamp(milliseconds: 1_767_225_600_000).http == "Thu, 01 Jan 2026 00:00:00 GMT")
    }

    @Test("an id that is used again is listed once, in its new place")
    func reuse() {
        var table = RecordTable(.loginKey)
        table.put(Record(id: "a", sequence: 1, attributes: [:]))
        table.put(Record(id: "b", sequence: 2, attributes: [:]))
        table.remove("a")
        table.put(Record(id: "a", sequence: 3, attributes: [:]))
        #expect(table.all.map(\.id) == ["b", "a"])
    }

    @Test("control calls change and delete behind the client's back, and count calls")
    func control() async throws {
        try await withSimulator { client in
            let home = client.makeVPC()
            _ = client.control("POST", "calls/reset")
            let changed = client.control(
                "POST", "change",
                [
                    "table": "accessControlGroup", "name": "lab-default-acg",
                    "set": ["accessControlGroupDescription": "odd"],
                ])
            #expect(changed.json["accessControlGroupDescription"] == "odd")
            #expect(
                client.call("getAccessControlGroupDetail", ["accessControlGroupNo": home.acg]).first[
                    "accessControlGroupDescription"] == "odd")
            _ = client.control("POST", "delete", ["table": "vpc", "id": .string(home.vpc)])
            #expect(client.call("getVpcList").content["totalRows"] == 0)
            let calls = client.control("GET", "calls").json
            #expect(calls["total"] == 2)
            #expect(calls["endpoints"]?["getVpcList"] == 1)
            #expect(client.control("POST", "delete", ["table": "vpc", "id": "1"]).status == 404)
        }
    }

    @Test("a seed file decides on the frames and buckets of a fresh world")
    func seeds() async throws {
        try await withFile { path in
            let seed = #"{"frames":[{"name":"lab","adminServers":[1002,2001],"nasSizes":[]}],"buckets":["in"]}"#
            try seed.write(toFile: path, atomically: true, encoding: .utf8)
            try await withSimulator(with { $0.seedFile = path }) { client in
                let list = client.rest("GET", "/data-box-frame/get-data-box-frame-list").json
                #expect(list["content"]?.elements.map { $0["dataBoxFrameName"] } == ["lab"])
                let infra = client.rest("GET", "/data-box-frame/get-data-box-frame-infra-list?dataBoxFrameNo=83").json
                #expect(infra["content"]?.elements.map { $0["prodSpecId"] } == ["1002", "2001"])
                #expect(client.rest("GET", "/bucket/get-bucket-list").json["totalCount"] == 1)
            }
        }
    }

    @Test("with a fast clock a VPC runs after a moment")
    func speed() async throws {
        try await withSimulator(with { $0.speed = 100_000 }) { client in
            let number = client.call("createVpc", ["ipv4CidrBlock": "10.0.0.0/16"]).first["vpcNo"]?.text ?? ""
            var status = ""
            for _ in 1...200 where status != "RUN" {
                status = client.call("getVpcDetail", ["vpcNo": number]).first["vpcStatus"]?["code"]?.text ?? ""
            }
            #expect(status == "RUN")
        }
    }
}
