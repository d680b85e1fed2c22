import Model
import Testing

@testable import ManifestLanguage

@Suite("Variables and texts")
struct VariableTests {
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
                "unknown-variable: -v prot: no variable 'prot' is declared (did you mean 'port'?)",
                "unknown-variable: NACRE_VAR_prt is set but no variable 'prt' is declared (did you mean 'port'?)",
                "-v port:1:1 wrong-type: the variable 'port' must be an integer, but is a string",
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
}
