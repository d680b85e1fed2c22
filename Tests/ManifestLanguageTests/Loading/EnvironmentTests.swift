import Model
import Testing

@testable import ManifestLanguage

@Suite("Environments")
struct EnvironmentTests {
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
}
