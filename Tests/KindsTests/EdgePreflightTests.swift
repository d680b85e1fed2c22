import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

@Suite("preflight of edges") struct EdgePreflightTests {
    private static func problems(_ attributes: Attributes) -> [String] {
        let whole = (["profile": "1", "area": "KOREA", "origin": ["type": "CUSTOM", "host": "a.com"]] as Attributes)
            .merging(attributes) { $1 }
        let subject = Preflight.Subject(
            Address(kind: "Edge", name: "web"), whole, changed: Set(whole.keys), isNew: true)
        let scene = Preflight.Scene([:], readKinds: [])
        return EdgePreflight.checks.flatMap { $0.problems(subject, scene) }.map(\.message)
    }

    @Test("a domain fits its type, and your own one has a certificate for HTTPS")
    func domains() {
        #expect(Self.problems([:]) == [])
        #expect(Self.problems(["domain": "a"]) == ["a domain of type NCP_DOMAIN_AUTO is generated"])
        #expect(Self.problems(["domainType": "NCP_DOMAIN_CUSTOM"]) == ["NCP_DOMAIN_CUSTOM needs a domain"])
        #expect(
            Self.problems(["domainType": "NCP_DOMAIN_CUSTOM", "domain": "a.com"])
                == ["\"a.com\" has a dot: only the first label of the domain is yours to choose"])
        let own: Attributes = ["domainType": "CUSTOM_DOMAIN", "domain": "www.example.com"]
        #expect(Self.problems(own) == ["your own domain needs a certificate for HTTPS"])
        #expect(Self.problems(own.merging(["protocol": "HTTP"]) { $1 }) == [])
        #expect(Self.problems(own.merging(["certificate": "68"]) { $1 }) == [])
        #expect(Self.problems(["certificate": "68"]) == ["a domain of the service has a certificate of the service"])
    }

    @Test("an origin has what its type needs")
    func origins() {
        func told(_ origin: Value) -> [String] { Self.problems(["origin": origin]) }
        #expect(told(["type": "OBJECT_STORAGE"]) == ["an origin of type OBJECT_STORAGE needs bucket"])
        #expect(told(["type": "OBJECT_STORAGE", "bucket": "a"]) == [])
        #expect(
            told(["type": "OBJECT_STORAGE", "bucket": "ncloud:a"])
                == ["a bucket of Ncloud Storage is not one of Object Storage"])
        #expect(told(["type": "CUSTOM", "host": "a.com", "bucket": "a"]) == ["an origin of type CUSTOM has no bucket"])
        #expect(
            told(["type": "CUSTOM", "host": "a.com", "hostHeader": "CUSTOM"]) == ["hostHeader CUSTOM needs hostName"])
    }

    @Test("rules have names of their own and an age where they cache; headers have values unless they are removed")
    func lists() {
        let rule: Value = ["name": "a", "match": "DIRECTORY", "conditions": ["/a/"], "age": 1]
        #expect(Self.problems(["cacheRules": [rule, rule]]) == ["two rules are named \"a\""])
        #expect(
            Self.problems(["cacheRules": [["name": "a", "match": "DIRECTORY", "conditions": ["/a/"]]]])
                == ["rule a needs an age"])
        #expect(Self.problems(["caching": ["mode": "BYPASS_CACHE"]]) == [])
        #expect(
            Self.problems(["headers": [["name": "a", "action": "ADD", "header": "B"]]]) == ["rule a: ADD needs a value"]
        )
        #expect(
            Self.problems(["queryStrings": ["mode": "ALLOW_SPECIFIC_STRING"]]) == ["ALLOW_SPECIFIC_STRING needs names"])
    }

    @Test("paths are put into requests of one sort, a hundred each at most")
    func purges() throws {
        let many = (0..<101).map { "/f\($0)" }
        let requests = try EdgePurge.requests(["/css/*", "/a", "/img/*.png", "/a", "/*"] + many)
        #expect(requests.map(\.sort) == ["directory", "file", "pattern", "file"])
        #expect(requests.map(\.paths.count) == [2, 100, 1, 2])
        #expect(try EdgePurge.requests([]).map(\.sort) == ["everything"])
        let long = "/" + String(repeating: "x", count: 3799)
        #expect(
            try EdgePurge.requests((0..<5).map { "\(long.dropLast())\($0)" }).count == 2, "15,000 characters a request")
        for wrong in ["css/*", "/a*b", "/*/a.css", "/*.*", "/a/*.", long + "y"] {
            #expect(throws: Diagnostic.self, "\(wrong)") { try EdgePurge.requests([wrong]) }
        }
    }

    @Test("a request of an unknown sort is sent as none, and not as one for files")
    func unknownSort() {
        func sent(_ sort: String) -> JSON? { Purging.edge.call("1", Purging.Request(sort: sort, paths: ["/a"])).body }
        for sort in [EdgePurge.Sort.everything, .directory, .pattern, .file] {
            #expect(sent(sort.rawValue)?["purgeType"] == .string(sort.code))
        }
        #expect(sent("folder") == ["edgeId": 1, "purgeTarget": ["/a"]])
    }
}
