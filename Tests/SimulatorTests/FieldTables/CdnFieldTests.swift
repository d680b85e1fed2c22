import OrderedJSON
import Testing

@testable import Simulator

/// The answers of `/cdn/v2`. Source: networking-cdn-getcdnplusinstancelist, -requestcdnpluspurge, -getcdnpluspurgehistorylist,
/// -getglobalcdninstancelist, -requestglobalcdnpurge, -getglobalcdnpurgehistorylist.
///
/// No page says what a rule holds: its members are those of the vendor's SDKs, and that `cachingTtlTime` is a text is (inferred). So is
/// that a request is answered with the entry of the history that it makes.
enum CdnFieldTables {
    private static let rule = FieldTable(
        texts: """
            protocolTypeCode serviceDomainTypeCode originUrl originPath forwardHostHeaderTypeCode forwardHostHeader \
            cacheKeyHostNameTypeCode cachingOptionTypeCode cachingTtlTime gzipResponseTypeCode secureTokenPassword \
            certificateName accessLogFileStorageContainerName
            """,
        integers: "originHttpPort originHttpsPort",
        flags: """
            isGzipCompressionUse isErrorContentsResponseUse isQueryStringIgnoreUse isRemoveVaryHeaderUse \
            isLargeFileOptimizationUse isReferrerDomainUse isReferrerDomainRestrictUse isSecureTokenUse \
            isReissueSecureTokenPassword isAccessLogUse
            """,
        lists: "referrerDomainList")

    private static let domainTexts = "serviceDomainTypeCode protocolTypeCode defaultDomainName userDomainName"
    /// Only the domains of CDN+ have ids.
    private static let plusDomain = FieldTable(texts: "domainId " + domainTexts)
    private static let globalDomain = FieldTable(texts: domainTexts)

    private static let instanceTexts = """
        cdnInstanceNo cdnInstanceStatusName createDate lastModifiedDate cdnInstanceDescription serviceName
        """

    private static let plus = FieldTable(
        "cdnPlusInstanceList", texts: instanceTexts + " imageOptimizerInstanceNo",
        flags: "isForLiveTranscoder isForImageOptimizer isAvailablePartialDomainPurge",
        coded: "cdnInstanceStatus cdnInstanceOperation", lists: "liveTranscoderInstanceNoList",
        elements: ["cdnPlusServiceDomainList": plusDomain], objects: ["cdnPlusRule": rule])

    private static let global = FieldTable(
        "globalCdnInstanceList", texts: instanceTexts, flags: "isAvailablePartialDomainPurge",
        coded: "cdnInstanceStatus cdnInstanceOperation", elements: ["globalCdnServiceDomainList": globalDomain],
        objects: ["globalCdnRule": rule])

    private static let plusPurge = FieldTable(
        "cdnPlusPurgeHistoryList", texts: "cdnInstanceNo purgeId targetDirectoryName requestDate purgeStatusName",
        flags: "isWholePurge isWholeDomain", lists: "targetFileList",
        elements: ["cdnPlusServiceDomainList": plusDomain])

    private static let globalPurge = FieldTable(
        "globalCdnPurgeHistoryList", texts: "cdnInstanceNo purgeId estimatedCompletionDate requestDate",
        flags: "isWholePurge isWholeDomain isSuccess", lists: "targetFileList",
        elements: ["globalCdnServiceDomainList": globalDomain])

    static let actions: [String: FieldTable] = [
        "getCdnPlusInstanceList": plus, "requestCdnPlusPurge": plusPurge, "getCdnPlusPurgeHistoryList": plusPurge,
        "getGlobalCdnInstanceList": global, "requestGlobalCdnPurge": globalPurge,
        "getGlobalCdnPurgeHistoryList": globalPurge,
    ]
}

@Suite("fields of the CDN+ and Global CDN answers") struct CdnFieldTests {
    @Test("the simulator has every action of the table, and no other")
    func actions() {
        #expect(Set(ActionService.cdn.actions.keys) == Set(CdnFieldTables.actions.keys))
    }

    @Test("every action answers exactly the fields of the documents, in their shapes")
    func story() async throws {
        try await withSimulator { client in
            let book = AnswerBook(client, tables: CdnFieldTables.actions, service: "cdn")
            for (noun, isGlobal) in [("CdnPlus", false), ("GlobalCdn", true)] {
                let seed: JSON = ["name": "shop", "domains": ["www.example.com"], "global": .bool(isGlobal)]
                #expect(client.control("POST", "cdns", seed).status == 200)
                let id = book.call("get\(noun)InstanceList")["cdnInstanceNo"]?.text ?? ""
                let purge = ["cdnInstanceNo": id, "isWholeDomain": "true"]
                book.call("request\(noun)Purge", purge.merging(["isWholePurge": "true"]) { $1 })
                let file = ["isWholePurge": "false", "targetFileList.1": "logo.png"]
                book.call("request\(noun)Purge", purge.merging(file) { $1 })
                book.call("get\(noun)PurgeHistoryList", ["cdnInstanceNo": id])
                client.pass(10)
                let done = book.call("get\(noun)PurgeHistoryList", ["cdnInstanceNo": id])
                #expect(isGlobal ? done["isSuccess"] == true : done["purgeStatusName"] == "completed")
            }
            #expect(book.problems == [])
            #expect(book.unseen == [])
        }
    }
}
