import Foundation
import Kinds
import ManifestLanguage
import Model
import Planning
import Testing

/// What linting finds in one manifest file.
func lint(_ manifest: String, _ rule: String, settings: String = "") throws -> [LintReport.Finding] {
    let project = "apiVersion: nacre/v1\nkind: Project\nmetadata: {name: test}\n\(settings)"
    let source = ManifestSource(
        root: FileManager.default.temporaryDirectory.path,
        drafts: ["nacre.yaml": project, "manifests/a.yaml": manifest])
    let loaded = try ManifestLoader.load(source, catalog: DriverCatalog.ncloud.kinds)
    return LintRun(loaded.desired, catalog: DriverCatalog.ncloud.kinds, today: "2026-11-22", rules: [rule]).report()
        .findings
}

@Suite("lint rules") struct LintRuleTests {
    @Test("each rule finds what breaks it, at a line, and nothing in what is mended", arguments: LintCase.all)
    func rule(_ one: LintCase) throws {
        let found = try lint(one.broken, one.rule)
        #expect(!found.isEmpty && found.allSatisfy { $0.rule == one.rule && $0.span != nil && $0.suppression == nil })
        let left = try lint(one.mended, one.rule)
        #expect(left.isEmpty, "\(left.map(\.message))")
    }

    @Test("every rule has a case here, an id in its area, and says why and what to do")
    func described() {
        let cased = Set(LintCase.all.map(\.rule) + [LintRule.unusedSuppression.id])
        #expect(cased == Set(DriverCatalog.ncloud.kinds.lintRules.map(\.id)))
        for rule in DriverCatalog.ncloud.kinds.lintRules {
            #expect(rule.id.wholeMatch(of: /[a-z]+\/[a-z0-9]+(-[a-z0-9]+)*/) != nil, "\(rule.id)")
            #expect(rule.summary.hasSuffix(".") && rule.reason.hasSuffix("."), "\(rule.id)")
            #expect(!rule.advice.hasSuffix(".") && rule.advice.first?.isLowercase == true, "\(rule.id)")
            #expect(!rule.source.isEmpty, "\(rule.id)")
        }
    }

    @Test("of paths that take the same requests, all but the first written are blamed")
    func blame() throws {
        let paths = ["/o/{a}", "/o/{b}", "/o/{c}"].map { "- {path: \"\($0)\"}" }.joined(separator: "\n")
        let found = try lint(LintCase.shop("resources:\n\(paths)"), "gateway/shadowed-path")
        #expect(found.map { $0.address?.name } == ["shop.orders.o.b", "shop.orders.o.c"])
        #expect(found.allSatisfy { $0.notes[0].contains("Resource/shop.orders.o.a") })
    }

    @Test("paths of different APIs do not shadow each other")
    func apart() throws {
        let one = LintCase.shop("resources: [{path: \"/o/{a}\"}]")
        let other = one.replacing("shop", with: "store").replacing("{a}", with: "{b}")
        #expect(try lint("\(one)\n---\n\(other)", "gateway/shadowed-path").isEmpty)
    }

    @Test("what is known only later is no finding")
    func open() throws {
        let method = LintCase.methods("method: GET, authentication: \"${UsagePlan/partner.name}\"") + LintCase.plan
        #expect(try lint(method, "gateway/method-without-authentication").isEmpty)
        let stage = LintCase.stage("endpoint: \"${UsagePlan/partner.description}\"", others: LintCase.plan)
        #expect(try lint(stage, "gateway/stage-without-server").isEmpty)
        #expect(try lint(stage, "gateway/plain-http-endpoint").isEmpty)
        let server = "\"${UsagePlan/partner.description}\""
        for entry in [
            "path: /orders, method: GET, endpoint: \(server)",
            "path: \(server), method: GET, endpoint: \"https://a.b\"",
        ] {
            let override = LintCase.stage("endpoint: NONE, methods: [{\(entry)}]", others: LintCase.plan)
            #expect(try lint(override, "gateway/stage-without-server").isEmpty)
        }
        let fence = LintCase.stage(
            "\(LintCase.server), ipAcl: {rule: \(server), addresses: [192.0.2.0/24]}", method: "authentication: NONE",
            others: LintCase.plan)
        #expect(try lint(fence, "gateway/method-without-authentication").isEmpty)
        let declared = LintCase.methods(
            "method: GET, validation: {queryStrings: [page]}, parameters: [{in: query, name: \(server)}]")
        #expect(try lint(declared + LintCase.plan, "gateway/undeclared-validation").isEmpty)
    }

    @Test("what methods and stages name by a lookup or an id may be any")
    func byOther() throws {
        for name in ["{lookup: {name: tokens}}", "{id: a1b2c3}"] {
            let method = LintCase.methods("method: GET, authorizer: \(name)") + "\n---\n" + LintCase.authorizer
            #expect(try lint(method, "gateway/unused-authorizer").isEmpty)
            let stage = LintCase.stage("\(LintCase.server), usagePlans: [\(name)]", others: LintCase.plan)
            #expect(try lint(stage, "gateway/unused-usage-plan").isEmpty)
        }
    }

    @Test("paths that meet are found among many")
    func many() throws {
        let words = (1...300).map { "/v1/w\($0)/{id}" }
        let paths = words + ["/v1/{any}/all", "/v1/w7/{name+}", "/v1/w7/{other}", "/v1/{rest+}"]
        let manifest = LintCase.shop("resources:\n" + paths.map { "- {path: \"\($0)\"}" }.joined(separator: "\n"))
        let found = try lint(manifest, "gateway/overlapping-paths")
        // The one with a variable crosses 300 words and the other variable; what takes all the rest meets everything.
        #expect(
            found.map(\.message) == [
                "/v1/{any}/all also matches requests for /v1/w1/{id}, /v1/w10/{id}, /v1/w100/{id}, /v1/w101/{id} "
                    + "and 296 more",
                "/v1/w7/{name+} also matches requests for /v1/w7/{id}, /v1/w7/{other}, /v1/{any}/all",
                "/v1/w7/{other} also matches requests for /v1/{any}/all",
                "/v1/{rest+} also matches requests for /v1/w1/{id}, /v1/w10/{id}, /v1/w100/{id}, /v1/w101/{id} "
                    + "and 299 more",
            ])
        #expect(try lint(manifest, "gateway/shadowed-path").map(\.address?.name) == ["shop.orders.v1.w7.other"])
    }

    @Test("where methods are managed elsewhere, models, authorizers and plans are not called unused")
    func elsewhere() throws {
        #expect(try lint(LintCase.shop("models: [{name: A, schema: {type: object}}]"), "gateway/unused-model").isEmpty)
        #expect(try lint(LintCase.authorizer, "gateway/unused-authorizer").isEmpty)
        #expect(try lint(LintCase.plan, "gateway/unused-usage-plan").isEmpty)
    }

    @Test("a model found by a lookup is used")
    func lookup() throws {
        let used = LintCase.model("{type: object}").replacing(
            "model: Order", with: "model: {lookup: {name: Order}}")
        #expect(try lint(used, "gateway/unused-model").isEmpty)
        let other = used.replacing("lookup: {name: Order}", with: "lookup: {name: Offer}")
        #expect(try lint(other, "gateway/unused-model").count == 1)
    }

    @Test("the nearest variable is offered for one that the path lacks")
    func nearest() throws {
        let found = try lint(
            LintCase.methods("method: GET", path: "/o/{order}", target: "/v1/{odrer}-{x}"),
            "gateway/unknown-path-variable")
        #expect(found.map(\.help) == ["did you mean {order}?", "use a variable of the resource's path"])
    }

    @Test("a plan that is not offered is shown where it is given")
    func place() throws {
        let wrong = LintCase.stage("\(LintCase.server), usagePlans: [partner]", others: LintCase.subscription("public"))
        let found = try #require(try lint(wrong, "gateway/plan-not-offered").first)
        #expect(found.field?.description == "plans[shop.orders.v1].plan")
    }
}
