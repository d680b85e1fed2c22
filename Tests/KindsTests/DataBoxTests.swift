import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

@Suite("data box frames and boxes") struct DataBoxTests {
    private static let answers: [String: JSON] = [
        "/data-box-frame/get-data-box-frame-list": [
            "totalCount": 2,
            "content": [
                [
                    "dataBoxFrameNo": "83", "dataBoxFrameName": "research", "dataBoxCount": "2",
                    "statusCode": "SET_USE",
                ],
                ["dataBoxFrameNo": "84", "dataBoxFrameName": "other", "statusCode": "SET_USE"],
            ],
        ],
        "/data-box-frame/get-data-box-frame-detail": ["memo": "hi", "usePseudonymInfo": "N"],
        "/data-box-frame/get-data-box-frame-infra-list": [
            "content": [["infraType": "Server"], ["infraType": "Server"], ["infraType": "NAS"], [:]]
        ],
        "/data-box/get-data-box-list": [
            "content": [
                [
                    "dataBoxNo": "381", "dataBoxName": "BOX#1", "memo": "churn [nacre:shop/DataBox/churn]",
                    "statusCode": "USE",
                ],
                ["dataBoxNo": "382", "dataBoxName": "BOX#2", "statusCode": "NEW", "disabled": true],
            ]
        ],
        "/data-box/get-data-box-summary-info": ["sslVpnCount": "2", "webBlockStatus": true, "nasTotalSize": 500],
    ]

    @Test("details are read for the frames in question only")
    func frames() async throws {
        let session = FakeSession(answers: Self.answers)
        let frames = try await operations("DataBoxFrame").list(ReadScope(names: ["research"]), from: session)
        #expect(frames.map(\.id) == ["83", "84"])
        #expect(frames[0].attributes["memo"] == "hi")
        #expect(frames[0].attributes["boxCount"] == 2)
        #expect(frames[0].attributes["adminServerCount"] == 2)
        #expect(frames[0].attributes["usesPseudonyms"] == false)
        #expect(frames[1].attributes["memo"] == nil)
        #expect(session.requests.count == 3)
    }

    @Test("a frame is never made, and says what to do instead")
    func createFrame() async throws {
        let session = FakeSession()
        await #expect(throws: StepFailure.self) {
            try await operations("DataBoxFrame").create(
                wanted("DataBoxFrame", "research", ["name": "research"]), through: session)
        }
        #expect(session.requests.isEmpty)
        guard case .refused? = DriverCatalog.ncloud.kinds["DataBoxFrame"]?.life.creation.ability else {
            Issue.record("creation is not refused")
            return
        }
    }

    @Test("a frame's memo is changed and the change waited for")
    func frameMemo() async throws {
        let live = LiveObject(kind: "DataBoxFrame", id: "83", attributes: ["memo": "old"])
        let session = FakeSession()
        try await operations("DataBoxFrame").update(
            live, to: wanted("DataBoxFrame", "research", ["memo": "new"]), through: session)
        #expect(
            session.events == [.change("/data-box-frame/modify-data-box-frame-admin-infra"), .wait("ready")])
        #expect(session.requests[0].body == ["dataBoxFrameNo": 83, "memo": "new"])
    }

    @Test("a memo is told from the tag behind it")
    func memos() {
        #expect(TaggedMemo(wire: "a b [nacre:x/Y/z]") == TaggedMemo(text: "a b", tag: "x/Y/z"))
        #expect(TaggedMemo(wire: "[nacre:x]") == TaggedMemo(text: "", tag: "x"))
        #expect(TaggedMemo(wire: "[nacre:x] more") == TaggedMemo(text: "[nacre:x] more", tag: nil))
        #expect(TaggedMemo(wire: "") == TaggedMemo(text: "", tag: nil))
        #expect(TaggedMemo(text: "a", tag: "t").wire == "a [nacre:t]")
        #expect(TaggedMemo(text: "", tag: "t").wire == "[nacre:t]")
        #expect(TaggedMemo(wire: TaggedMemo(text: "[nacre:u]", tag: "t").wire).tag == "t")
    }

    @Test("boxes show memo and tag apart, and a summary where one is to be had")
    func boxes() async throws {
        let session = FakeSession(answers: Self.answers)
        let boxes = try await operations("DataBox").list(
            ReadScope(everything: true, parents: ["DataBoxFrame": ["83"]]), from: session)
        #expect(boxes.map(\.id) == ["381", "382"])
        #expect(boxes[0].attributes["memo"] == "churn")
        #expect(boxes[0].attributes["tag"] == .string(session.tag))
        #expect(boxes[0].attributes["sslVpnCount"] == 2)
        #expect(boxes[0].attributes["blockExternalNetwork"] == true)
        #expect(boxes[1].attributes["sslVpnCount"] == nil)
        #expect(boxes[1].status == "NEW")
    }

    @Test("a box is made with nacre's tag in its memo, and its network blocked once it is usable")
    func createBox() async throws {
        let session = FakeSession()
        try await operations("DataBox").create(
            wanted(
                "DataBox", "churn",
                [
                    "frame": "83", "memo": "churn", "sslVpnCount": 1, "blockExternalNetwork": true,
                    "connectServers": [
                        [
                            "spec": 4002, "storage": 100, "adminPassword": .secret(Secret("Abcdef1!")),
                        ]
                    ],
                    "tensorFlowGpuServers": [["spec": 7001, "storage": 200]],
                    "nas": [["count": 1, "size": 500]],
                ]), through: session)
        #expect(
            session.events == [
                .create("/data-box/create-data-box"), .wait("ready"),
                .change("/data-box/set-block-external-network"), .wait("external network blocked"),
            ])
        let info = session.requests[0].body?["dataBoxInfo"]
        #expect(session.requests[0].body?["dataBoxFrameNo"] == "83")
        #expect(info?["memo"] == "churn [nacre:shop/DataBox/churn]")
        #expect(
            info?["connectServerList"] == [["prodSpecId": 4002, "storageSize": 100, "adminPassword": "Abcdef1!"]])
        #expect(info?["tensorFlowGpuServerList"] == [["prodSpecId": 7001, "storageSize": 200]])
        #expect(info?["tensorFlowCpuServerList"] == nil)
        #expect(info?["nasList"] == [["count": 1, "nasSize": 500]])
        #expect(session.requests[0].sensitive.contains("adminPassword"))
        #expect(session.requests[1].body == ["dataBoxFrameNo": 83, "dataBoxNo": "found", "isBlock": true])
    }

    @Test("a new memo keeps the tag that the box has")
    func boxMemo() async throws {
        let live = LiveObject(
            kind: "DataBox", id: "381", attributes: ["frame": "83", "memo": "old", "tag": "other"], status: "USE")
        let session = FakeSession()
        try await operations("DataBox").update(live, to: wanted("DataBox", "churn", ["memo": "new"]), through: session)
        #expect(
            session.requests[0].body == [
                "dataBoxFrameNo": "83", "dataBoxInfo": ["dataBoxNo": "381", "memo": "new [nacre:other]"],
            ])
    }

    @Test("a box is returned under its frame")
    func deleteBox() async throws {
        let session = FakeSession()
        try await operations("DataBox").delete(
            LiveObject(kind: "DataBox", id: "381", attributes: ["frame": "83"]), through: session)
        #expect(session.requests[0].body == ["dataBoxFrameNo": 83, "dataBoxNo": 381])
        #expect(session.events == [.delete("/data-box/return-data-box"), .wait("gone")])
    }
}
