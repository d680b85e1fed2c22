import Model
import Reporting
import Testing

@testable import ManifestLanguage

@Suite("Loading")
struct LoadingTests {
    @Test("a server gets its attributes, references and places")
    func server() throws {
        let workspace = TestWorkspace.server(
            "image: {id: 23214590}\nport: 80\ntags: [a, 8.0]\ndisk: {size: 50}\ndescription: ${Vpc/main.cidr} is home",
            head: "lifecycle: {protect: true, onRemove: retain, ignore: [spec.port], timeouts: {create: 1h30m}}")
        let server = try #require(try workspace.resource("Server/web"))
        #expect(
            server.attributes == [
                "subnet": .reference(Reference(Address(kind: "Subnet", name: "app"))), "image": "23214590", "port": 80,
                "tags": ["a", "8.0"], "disk": ["size": 50],
                "description": .template([
                    .reference(Reference(Address(kind: "Vpc", name: "main"), attribute: "cidr")), .text(" is home"),
                ]),
            ])
        #expect(server.lifecycle.protect && server.lifecycle.onRemove == .retain)
        #expect(server.lifecycle.ignore == [Ignore(path: "port")] && server.lifecycle.timeouts.create == 5400)
        #expect(server.spans["port"].map(\.description) == "manifests/a.yaml:18:9")
        #expect(server.spans[FieldPath("tags").appending(element: "1")]?.column == 13)
        #expect(server.spans[FieldPath("disk").appending("size")]?.column == 16)
        #expect(server.dependencies.map(\.description) == ["Subnet/app", "Vpc/main"])
    }

    @Test("a name left out is the object's name, at its place")
    func nameFromMetadata() throws {
        let vpc = try #require(try TestWorkspace.server("port: 1").resource("Vpc/main"))
        #expect(vpc.attributes["name"] == "main")
        #expect(vpc.spans["name"]?.description == "manifests/a.yaml:3:18")
    }

    @Test("references are taken in all their forms")
    func references() throws {
        func subnet(_ text: String) throws -> Value? {
            try TestWorkspace.server("", subnet: text).resource("Server/web")?.attributes["subnet"]
        }
        let app = Value.reference(Reference(Address(kind: "Subnet", name: "app")))
        #expect(try subnet("app") == app)
        #expect(try subnet("Subnet/app") == app)
        #expect(try subnet("{ref: app}") == app)
        #expect(try subnet("${Subnet/app.id}") == app)
        #expect(try subnet("${Subnet/app}") == app)
        #expect(try subnet("{id: \"00123\"}") == "00123")
        #expect(
            try subnet("{lookup: {vpc: main, cidr: 10.0.9.0/24}}")
                == .reference(
                    Reference(
                        lookup: "Subnet",
                        criteria: [
                            "vpc": .reference(Reference(Address(kind: "Vpc", name: "main"))), "cidr": "10.0.9.0/24",
                        ])))
    }

    @Test(
        "a wrong reference says what would be right",
        arguments: [
            (
                "${Vpc/main.id}",
                "wrong-reference: 'subnet' has to refer to a Subnet, and Vpc/main is a Vpc (name a Subnet)"
            ),
            ("Vpc/main", "wrong-reference: this has to name a Subnet, not a Vpc (write the name of a Subnet)"),
            (
                "12345",
                "wrong-type: 'subnet' has to be a reference to a Subnet, not an integer "
                    + "(for the id of an object write {id: \"12345\"})"
            ),
            (
                "\"12345\"",
                "missing-reference: no Subnet '12345' in this workspace "
                    + "(for an object that nacre does not manage write {id: \"12345\"})"
            ),
            (
                "{id: \"\"}",
                "bad-value: the id in 'subnet' is empty (write the id of a Subnet, or name one in the manifest)"
            ),
            (
                "{lookup: {}}",
                "bad-value: the lookup in 'subnet' has no criteria (give fields of a Subnet that only one object has)"
            ),
            (
                "{ref: app, id: \"1\"}",
                "wrong-reference: a reference is a name, {ref: …}, {id: …} or {lookup: {…}} "
                    + "(give exactly one of ref, id and lookup)"
            ),
            (
                "${Subnet/app.vpc}",
                "wrong-reference: 'subnet' has to refer to a Subnet, and Subnet/app.vpc is a Vpc (name a Subnet)"
            ),
        ])
    func wrongReferences(text: String, wanted: String) {
        let problems = TestWorkspace.server("", subnet: text).problems
        #expect(problems.map { String($0.drop { $0 != " " }.dropFirst()) } == [wanted])
    }

    @Test("forEach makes an object for each number, element or member")
    func forEach() throws {
        func names(_ forEach: String, _ name: String) throws -> [String] {
            try TestWorkspace(
                manifest: """
                    apiVersion: ncloud/v1
                    kind: Vpc
                    metadata:
                      name: \(name)
                    forEach: \(forEach)
                    spec: {cidr: "10.${each.index}.0.0/16"}
                    """
            ).load().desired.resources.map { "\($0.address) \($0.attributes["cidr"]?.display ?? "")" }
        }
        #expect(
            try names("{count: 2}", "web-${each.index}")
                == ["Vpc/web-0 \"10.0.0.0/16\"", "Vpc/web-1 \"10.1.0.0/16\""])
        #expect(try names("{list: [aaa, bbb]}", "${each.value}").map { $0.prefix(7) } == ["Vpc/aaa", "Vpc/bbb"])
        #expect(
            try names("{map: {dev: {at: seoul}, prod: {at: busan}}}", "${each.key}-${each.value.at}").map {
                $0.prefix(14)
            }
                == ["Vpc/dev-seoul ", "Vpc/prod-busan"])
        #expect(try names("{count: 0}", "web").isEmpty)
    }

    @Test("one faulty line in a forEach is told once")
    func toldOnce() {
        let problems = TestWorkspace.server("port: 0", head: "forEach: {count: 50}")
        var workspace = problems
        workspace.manifest = problems.manifest.replacing("{name: web}", with: "{name: \"web-${each.index}\"}")
        #expect(workspace.problems == ["manifests/a.yaml:17:9 bad-value: 'port' must lie between 1 and 65535"])
    }

    @Test("what is secret on a line stays so when the line is quoted after loading")
    func concealed() throws {
        let line = "    pin: {type: string, sensitive: true, default: hush}"
        let project = "apiVersion: nacre/v1\nkind: Project\nmetadata: {name: test}\nspec:\n  variables:\n\(line)\n"
        let loaded = try ManifestLoader.load(
            ManifestSource(root: "work"), catalog: KindCatalog([]), files: MemoryFiles(["nacre.yaml": project]))
        let shown = loaded.concealments.shown(line, at: SourceSpan(file: "nacre.yaml", line: 6, column: 1))
        #expect(shown == "    pin: {type: string, sensitive: true, default: ****}")
        #expect(loaded.concealments.shown("a", at: SourceSpan(file: "nacre.yaml", line: 5, column: 1)) == "a")
    }

    @Test("variables: the command line wins over the process, that over the environment file, that over the default")
    func precedence() throws {
        var workspace = TestWorkspace.server("port: ${var.port}")
        workspace.project += "\nspec: {variables: {port: {type: integer, default: 1}}}"
        workspace.others["env/dev.yaml"] = "apiVersion: nacre/v1\nkind: Environment\nspec: {variables: {port: 2}}"
        func port() throws -> Value? { try workspace.resource("Server/web")?.attributes["port"] }
        #expect(try port() == 1)
        workspace.environmentName = "dev"
        #expect(try port() == 2)
        workspace.environment["NACRE_VAR_port"] = "3"
        #expect(try port() == 3)
        workspace.variables["port"] = "4"
        #expect(try port() == 4)
    }

    @Test("variables of every type keep it, and what they hold is never read as an expression")
    func variableTypes() throws {
        var workspace = TestWorkspace.server(
            "port: ${var.web.port}\nload: ${var.load}\nmonitored: ${var.on}\ntags: ${var.tags}\ndescription: ${var.text}"
        )
        workspace.project += """

            spec:
              variables:
                web: {type: map}
                load: {type: number, default: 2}
                on: {type: boolean}
                tags: {type: list, default: [x]}
                text: {default: 0123}
            """
        workspace.variables = [
            "web": "{port: 8080}", "on": "true", "tags": "[a, \"${env.HOME}\"]", "text": "$${x} ${y}",
        ]
        let server = try #require(try workspace.resource("Server/web"))
        #expect(server.attributes["port"] == 8080 && server.attributes["load"] == .number(2))
        #expect(server.attributes["monitored"] == true && server.attributes["tags"] == ["a", "${env.HOME}"])
        #expect(server.attributes["description"] == "$${x} ${y}")
    }

    @Test("values from the command line are told by their option")
    func wrongValues() {
        var workspace = TestWorkspace.server("port: ${var.port}")
        workspace.project += "\nspec: {variables: {port: {type: integer}}}"
        workspace.variables = ["port": "many", "prot": "1"]
        workspace.environment = ["NACRE_VAR_prt": "1"]
        #expect(
            workspace.problems == [
                "unknown-variable: NACRE_VAR_prt is set but no variable 'prt' is declared (did you mean 'port'?)",
                "-v port:1:1 wrong-type: the variable 'port' has to be an integer, not a text",
                "-v prot:1:1 unknown-variable: no variable 'prot' is declared (did you mean 'port'?)",
            ])
    }

    @Test("texts: escapes, nested expressions, types kept, types joined")
    func interpolation() throws {
        func text(_ written: String) throws -> Value? {
            var workspace = TestWorkspace.server("description: \(written)")
            workspace.environment = ["A": "1", "NAME": "A"]
            return try workspace.resource("Server/web")?.attributes["description"]
        }
        #expect(try text("\"$${x} $5 ${env.A}$\"") == "${x} $5 1$")
        #expect(try text("${env.${env.NAME}}") == "1")
        #expect(try text("${ env.A }") == "1")
        #expect(try text("\"${Vpc/main.id}:${Vpc/main.name}\"")?.references.count == 2)
        let nest = String(repeating: "${", count: 5000) + "x" + String(repeating: "}", count: 5000)
        #expect(
            TestWorkspace.server("description: \(nest)").problems
                == ["manifests/a.yaml:17:16 bad-expression: expressions nested too deeply"])
        #expect(Interpolation.segments(of: "a${b") == [.text("a"), .unclosed("${b")])
    }

    @Test("a secret reaches its field, and nothing that is printed")
    func secrets() throws {
        var workspace = TestWorkspace(
            manifest: TestWorkspace.network + """
                apiVersion: ncloud/v1
                kind: Database
                metadata: {name: db}
                spec:
                  subnet: app
                  password: ${secret.db}
                """)
        workspace.project += "\nspec: {secrets: {db: {file: secret.txt}}, variables: {pin: {sensitive: true}}}"
        workspace.others["secret.txt"] = "correct-horse\n"
        workspace.variables["pin"] = "battery-staple"
        #expect(try workspace.resource("Database/db")?.attributes["password"] == .secret(Secret("correct-horse")))
        workspace.manifest = workspace.manifest.replacing("secret.db", with: "var.pin")
        #expect(try workspace.resource("Database/db")?.attributes["password"] == .secret(Secret("battery-staple")))
        workspace.others["secret.txt"] = "short"
        workspace.manifest = workspace.manifest.replacing("var.pin", with: "secret.db")
        #expect(
            workspace.problems == ["manifests/a.yaml:16:13 bad-value: 'password' must have 8 to 20 characters, has 5"])
        workspace.manifest = workspace.manifest.replacing("password", with: "settings")
        #expect(
            workspace.problems == [
                "manifests/a.yaml:16:13 leaked-secret: 'settings' is no secret field: the value would be shown "
                    + "(give secrets to fields that are secret)"
            ])
    }

    @Test("no diagnostic shows a secret written in clear, whatever else is wrong on its line")
    func concealment() {
        let manifest = """
            apiVersion: ncloud/v1
            kind: Database
            metadata: {name: db}
            spec: {subnet: nowhere, password: hunter2-hunter2}
            """
        do throws(Diagnostics) {
            _ = try TestWorkspace(manifest: manifest).load()
            Issue.record("it loaded")
        } catch {
            #expect(error.all.count == 2 && !DiagnosticReport.text(error.all).contains("hunter2"))
        }
    }

    @Test("an environment patches the objects it names: maps deep, lists replaced, null removed")
    func patches() throws {
        var workspace = TestWorkspace.server("port: 80\ntags: [a, b]\ndisk: {size: 50, type: SSD}\ndescription: x")
        workspace.others["env/prod.yaml"] = """
            apiVersion: nacre/v1
            kind: Environment
            metadata: {name: prod}
            spec:
              patches:
                - target: Server/we*
                  spec: {port: 443, tags: [c], disk: {size: 100}, description: null}
            """
        workspace.environmentName = "prod"
        let server = try #require(try workspace.resource("Server/web"))
        #expect(server.attributes["port"] == 443 && server.attributes["tags"] == ["c"])
        #expect(server.attributes["disk"] == ["size": 100, "type": "SSD"] && server.attributes["description"] == nil)
        #expect(server.spans["port"]?.file == "env/prod.yaml")
        workspace.environmentName = "prd"
        #expect(
            workspace.problems == [
                "unknown-environment: no environment 'prd': there is no env/prd.yaml (did you mean 'prod'?)"
            ])
        workspace.environmentName = "prod"
        workspace.others["env/prod.yaml"] = workspace.others["env/prod.yaml"]?.replacing("we*", with: "wbe")
        #expect(
            workspace.problems == [
                "env/prod.yaml:6:15 unknown-target: the patch changes nothing: there is no Server/wbe "
                    + "(did you mean 'Server/web'?)"
            ])
    }

    @Test("import, renamedFrom, forget, labels and dependsOn are carried over")
    func heads() throws {
        var workspace = TestWorkspace.server(
            "port: 1", head: "import: {id: 42}\nrenamedFrom: www\ndependsOn: [Vpc/main]")
        workspace.manifest +=
            "\n---\napiVersion: ncloud/v1\nkind: Server\nmetadata: {name: old, labels: {a: 1}}\nforget: true"
        let loaded = try workspace.load()
        let server = try #require(loaded.desired.resources.first { $0.address.name == "web" })
        #expect(server.adoption == .id("42") && server.renamedFrom == Address(kind: "Server", name: "www"))
        #expect(server.dependsOn == [Address(kind: "Vpc", name: "main")])
        #expect(loaded.desired.forgotten == [Address(kind: "Server", name: "old")])
        #expect(loaded.files == ["manifests/a.yaml", "nacre.yaml"])
    }

    @Test("an address that is left may be taken: a series moves up, two objects change places")
    func renamesOfASeries() throws {
        func vpcs(_ names: [(String, String?)]) -> TestWorkspace {
            TestWorkspace(
                manifest: names.map { name, former in
                    """
                    apiVersion: ncloud/v1
                    kind: Vpc
                    metadata: {name: \(name)}
                    \(former.map { "renamedFrom: \($0)\n" } ?? "")spec: {cidr: 10.0.0.0/16}
                    """
                }.joined(separator: "\n---\n"))
        }
        for names in [
            [("one", "two"), ("two", "tri")], [("one", "two"), ("two", "one")],
            [("one", "two"), ("two", "tri"), ("tri", "one")],
        ] {
            let resources = try vpcs(names).load().desired.resources
            let found = Dictionary(uniqueKeysWithValues: resources.map { ($0.address.name, $0.renamedFrom?.name) })
            #expect(found == Dictionary(uniqueKeysWithValues: names))
        }
        #expect(vpcs([("one", "two"), ("two", nil)]).problems.map { $0.contains("which is still declared") } == [true])
        #expect(vpcs([("one", "two"), ("two", "tri"), ("tri", nil)]).problems.count == 1)
        #expect(vpcs([("one", "tri"), ("two", "tri")]).problems.count == 1)
    }

    @Test("elements of a keyed list are placed by their key, and an object may name itself")
    func keyed() throws {
        let group = try #require(
            try TestWorkspace(
                manifest: TestWorkspace.network + """
                    apiVersion: ncloud/v1
                    kind: AccessControlGroup
                    metadata: {name: web}
                    spec:
                      vpc: main
                      rules:
                        - {protocol: TCP, ports: 22, source: web}
                    """
            ).resource("AccessControlGroup/web"))
        let path = FieldPath("rules").appending(element: "TCP 22").appending("source")
        #expect(group.spans[path]?.description == "manifests/a.yaml:17:42")
        #expect(group.attributes["rules"]?.elements.first?.members["ports"] == "22")
    }

    @Test("after an error of syntax nothing is called missing, since it may stand further down")
    func noCascade() {
        var workspace = TestWorkspace.server("port: 0", subnet: "elsewhere")
        workspace.others["manifests/b.yaml"] = "a: [b"
        #expect(workspace.problems.map { $0.split(separator: ":")[2] } == ["9 bad-value", "4 yaml-syntax"])
    }

    @Test("an object with a wrong name is still checked")
    func wrongName() {
        var workspace = TestWorkspace.server("port: 0")
        workspace.manifest = workspace.manifest.replacing("{name: web}", with: "{name: web server}")
        #expect(workspace.problems.map { $0.split(separator: " ")[1] } == ["bad-name:", "bad-value:"])
    }

    @Test("the project alone needs no manifests, no variables and no secrets")
    func projectAlone() throws {
        let files = MemoryFiles([
            "nacre.yaml": """
            apiVersion: nacre/v1
            kind: Project
            metadata: {name: shop}
            spec:
              cloud: http://127.0.0.1:8080
              region: ${env.REGION}
              manifests: [a/*.yaml]
              maxDestroy: 3
              variables: {x: {}}
              secrets: {y: {env: NOT_SET}}
            """
        ])
        let source = ManifestSource(root: "w", environment: ["REGION": "JPN"])
        let project = try ManifestLoader.project(of: source, files: files)
        #expect(
            project
                == Project(
                    name: "shop", cloud: "http://127.0.0.1:8080", region: "JPN", manifests: ["a/*.yaml"], maxDestroy: 3)
        )
        #expect(throws: Diagnostics.self) { try ManifestLoader.project(of: source, files: MemoryFiles([:])) }
    }

    @Test(
        "patterns of files",
        arguments: [
            ("manifests/**/*.yaml", "manifests/a.yaml", true), ("manifests/**/*.yaml", "manifests/x/y/a.yaml", true),
            ("manifests/**/*.yaml", "other/a.yaml", false), ("*.yaml", "a/b.yaml", false),
            ("./a?.yaml", "ab.yaml", true),
            ("**", "a/b/c", true), ("a*b*c", "aXbYbc", true), ("a/**/b", "a/b", true), ("a/**/b", "a/x/c", false),
        ])
    func globs(pattern: String, path: String, wanted: Bool) {
        #expect(Glob(pattern).matches(path) == wanted)
    }

    @Test(
        "lengths of time",
        arguments: [
            ("90s", 90), ("40m", 2400), ("1h30m", 5400), ("", nil), ("5", nil), ("5m1h", nil), ("0s", nil), ("1d", nil),
            ("m", nil),
        ] as [(String, Int?)])
    func durations(text: String, seconds: Int?) { #expect(DurationText.seconds(text) == seconds) }

    @Test(
        "paths of fields are read as they are shown",
        arguments: ["port", "disk.size", "rules[TCP 22].ports", "tags[0]"])
    func paths(text: String) { #expect(FieldPath(written: text)?.description == text) }
}
