import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

/// Source: api/classic-and-others.md §5; networking-cdn-getcdnplusinstancelist, -requestcdnpluspurge, -getcdnpluspurgehistorylist,
/// -getglobalcdninstancelist. The members of a rule are those of the vendor's SDKs.
@Suite("CDN+ and Global CDN, call by call") struct CdnTests {
    private static let rule: JSON = [
        "protocolTypeCode": "ALL", "originUrl": "origin.example.com", "originPath": "/site", "originHttpPort": 80,
        "originHttpsPort": 443, "forwardHostHeaderTypeCode": "CUSTOM", "forwardHostHeader": "www.example.com",
        "cacheKeyHostNameTypeCode": "ORIGIN_HOSTNAME", "isGzipCompressionUse": true, "cachingOptionTypeCode": "CACHE",
        "cachingTtlTime": 604_800, "isQueryStringIgnoreUse": true, "isReferrerDomainUse": true,
        "referrerDomainList": ["b.example.com", "a.example.com"], "isSecureTokenUse": true,
        "secureTokenPassword": "TOKENPASSWORD0001", "isAccessLogUse": false,
        "accessLogFileStorageContainerName": "logs",
    ]
    private static let domain: JSON = [
        "domainId": "CD000000000000016682", "serviceDomainTypeCode": "USER", "protocolTypeCode": "ALL",
        "defaultDomainName": "abc.cdn.ntruss.com", "userDomainName": "www.example.com",
    ]
    private static let wire: JSON = [
        "cdnInstanceNo": "711484", "cdnInstanceStatus": ["code": "RUN"], "cdnInstanceOperation": ["code": "NULL"],
        "createDate": "2019-02-13T17:31:58+0900", "serviceName": "shop", "cdnInstanceDescription": "the shop",
        "liveTranscoderInstanceNoList": ["12"], "cdnPlusServiceDomainList": [domain], "cdnPlusRule": rule,
    ]

    @Test("one list has all instances with their settings, and no password is read")
    func list() async throws {
        let session = FakeSession(answers: [
            "getCdnPlusInstanceList": ["cdnPlusInstanceList": [Self.wire], "totalRows": 1]
        ])
        let instances = try await operations("CdnPlus").list(ReadScope(everything: true), from: session)
        #expect(session.requests.map(\.path) == ["getCdnPlusInstanceList"])
        #expect(session.requests.allSatisfy { $0.service == .cdnPlus })
        let instance = try #require(instances.first)
        let expected: Attributes = [
            "name": "shop", "description": "the shop", "protocol": "ALL", "status": "RUN",
            "domains": ["www.example.com"],
            "origin": [
                "host": "origin.example.com", "path": "/site", "httpPort": 80, "httpsPort": 443, "hostHeader": "CUSTOM",
                "hostName": "www.example.com",
            ],
            "caching": ["mode": "CACHE", "time": "604800"], "ignoreQueryStrings": true, "signedUrls": true,
            "referers": ["a.example.com", "b.example.com"], "logContainer": .null, "liveTranscoders": ["12"],
            "created": "2019-02-13T17:31:58+0900",
        ]
        for (field, value) in expected { #expect(instance.attributes[field] == value, "\(field)") }
        #expect(instance.id == "711484" && !"\(instance)".contains("TOKENPASSWORD0001"))
    }

    @Test("an instance without settings is read all the same")
    func bare() async throws {
        let session = FakeSession(answers: [
            "getGlobalCdnInstanceList": [
                "globalCdnInstanceList": [["cdnInstanceNo": "697750", "cdnInstanceStatusName": "running"]],
                "totalRows": 1,
            ]
        ])
        let instances = try await operations("GlobalCdn").list(ReadScope(everything: true), from: session)
        let instance = try #require(instances.first)
        #expect(instance.attributes["origin"] == .null && instance.attributes["caching"] == .null)
        #expect(instance.attributes["status"] == "running" && instance.attributes["domains"] == [])
        #expect(session.requests.allSatisfy { $0.service == .globalCdn })
    }

    @Test("one instance is asked for by its number, and the code of a missing one says that it is gone")
    func detail() async throws {
        let shown = FakeSession(answers: [
            "getCdnPlusInstanceList": ["cdnPlusInstanceList": [Self.wire], "totalRows": 1]
        ])
        guard case .shown = try await operations("CdnPlus").detail(of: "711484", knownAs: [:], from: shown) else {
            return #expect(Bool(false), "it is there")
        }
        #expect(shown.requests.first?["cdnInstanceNo"] == "711484")
        let missing = FakeSession(failures: ["getCdnPlusInstanceList": .gone])
        guard case .missing = try await operations("CdnPlus").detail(of: "1", knownAs: [:], from: missing) else {
            return #expect(Bool(false), "it is gone")
        }
    }

    @Test("none is created, changed or deleted, and the calendar has the day on which CDN+ ended")
    func refusals() throws {
        for driver in [Driver.cdnPlus, .globalCdn] {
            let kind = driver.kind
            guard case .refused(_, let advice) = kind.life.creation.ability,
                case .refused = kind.life.deletion.ability
            else { return #expect(Bool(false), "\(kind.name)") }
            #expect(advice.contains("Edge"), "\(kind.name)")
            #expect(kind.fields.filter(\.isWritable).allSatisfy { $0.change.isRefused }, "\(kind.name)")
            #expect(driver.migration?.successor == .edge && driver.purging != nil)
        }
        let entry = try #require(CapabilityCalendar([Driver.cdnPlus.kind]).entries.first)
        #expect(entry.ending.day == "2025-06-19" && entry.ending.advice.contains("--for-edge"))
    }

    @Test("a purge names files or one directory, and its entry in the history says how far it has come")
    func purge() throws {
        let purging = try #require(Driver.cdnPlus.purging)
        let requests = try purging.requests(["/contents/sample/*", "/alice.txt", "/bob.png", "/other/*"])
        let calls = requests.map { purging.call("711484", $0) }
        #expect(calls.map(\.path) == ["requestCdnPlusPurge", "requestCdnPlusPurge", "requestCdnPlusPurge"])
        #expect(calls.compactMap { $0["targetDirectoryName"] } == ["/contents/sample", "/other"])
        let files = try #require(calls.first { $0["targetFileList.1"] != nil })
        #expect(files["targetFileList.1"] == "alice.txt" && files["targetFileList.2"] == "bob.png")
        #expect(calls.allSatisfy { $0["isWholePurge"] == "false" && $0["isWholeDomain"] == "true" })
        let everything = try purging.requests([]).map { purging.call("711484", $0) }
        #expect(everything.map { $0["isWholePurge"] } == ["true"])

        let answer: JSON = ["cdnPlusPurgeHistoryList": [["purgeId": "PT1", "purgeStatusName": "requested"]]]
        #expect(purging.numbers(answer) == ["PT1"] && purging.progress(answer) == .running)
        let status = purging.status("711484", "PT1")
        #expect(status.path == "getCdnPlusPurgeHistoryList" && status["purgeIdList.1"] == "PT1")
        #expect(status["cdnInstanceNo"] == "711484")
        #expect(purging.progress(["cdnPlusPurgeHistoryList": [["purgeStatusName": "Completed"]]]) == .done)
        #expect(purging.progress(["cdnPlusPurgeHistoryList": [["purgeStatusName": "Failed"]]]) == .failed)
        #expect(purging.progress(["cdnPlusPurgeHistoryList": []]) == .running)
        for word in ["incomplete", "unfinished", "not completed", "failover running"] {
            let answer: JSON = ["cdnPlusPurgeHistoryList": [["purgeStatusName": .string(word)]]]
            #expect(purging.progress(answer) == .running, "\(word)")
        }
    }

    @Test("Global CDN says of a purge whether it has succeeded, and has no word for its status")
    func globalPurge() throws {
        let purging = try #require(Driver.globalCdn.purging)
        func progress(_ isSuccess: JSON) -> Purging.Progress {
            purging.progress(["globalCdnPurgeHistoryList": [["purgeId": "4adf60fe", "isSuccess": isSuccess]]])
        }
        #expect(progress(true) == .done && progress("true") == .done)
        #expect(progress(false) == .running)
    }

    @Test("paths that a service cannot purge are errors before any call")
    func paths() throws {
        let plus = try #require(Driver.cdnPlus.purging)
        let global = try #require(Driver.globalCdn.purging)
        #expect(throws: Diagnostic.self) { try plus.requests(["/js/*.js"]) }
        #expect(throws: Diagnostic.self) { try global.requests(["/js/*"]) }
        #expect(throws: Diagnostic.self) { try global.requests(["js"]) }
        #expect(try global.requests(["/a", "/b"]).count == 1)
    }
}
