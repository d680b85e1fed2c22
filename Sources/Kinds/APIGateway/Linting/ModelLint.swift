import Model

/// Rules about models. Source: api/apigateway.md §4.7.
enum ModelLint {
    static let rules = [unused, unknownReference, undescribed, shapeless]

    static let unused = LintRule(
        "gateway/unused-model", .warning, "No method uses a model.",
        because: """
            It is published with the API and describes a body that is never sent. Usually a method should refer to \
            it.
            """,
        advice: "use it in the requestBody or a response of a method, or remove it",
        source: "api/apigateway.md §4.5–§4.7",
        lookingAround: { scene in
            let usage = ModelUsage(scene)
            return { model in
                guard let name = model.attributes.text("name"), let api = scene.api(of: model),
                    usage.provesUnused(model.address, called: name, in: api.address)
                else { return [] }
                return [
                    LintRule.Finding(at: "name", "no method of \(api.address) uses \(name), nor does another model")
                ]
            }
        })

    static let unknownReference = LintRule(
        "gateway/unknown-model-reference", .warning, "A schema refers to a model that the API does not have.",
        because: "Readers and generated clients find nothing there; the description is incomplete.",
        advice: "add the model, or correct the name", source: "api/apigateway.md §3 (Swagger dialect), §4.7",
        lookingAround: { scene in
            var names: [Address: Set<String>] = [:]
            for model in scene.all("Model") {
                guard let api = scene.api(of: model), let name = model.attributes.text("name") else { continue }
                names[api.address, default: []].insert(name)
            }
            return { [names] model in
                guard let api = scene.api(of: model), let schema = ModelSchema(model) else { return [] }
                let known = names[api.address] ?? []
                return Set(schema.references).subtracting(known).sorted().map { name in
                    LintRule.Finding(
                        at: "schema", "the schema refers to \(name), but \(api.address) has no such model here",
                        help: NearestName.of(name, in: known.sorted()).map { "did you mean \($0)?" })
                }
            }
        })

    static let undescribed = LintRule(
        "gateway/undescribed-required-property", .warning, "A schema requires a property that it does not describe.",
        because:
            "Usually one of the two names is misspelled: the intended property is not required, and a nonexistent one is.",
        advice: "describe it under properties, or correct the name", source: "JSON Schema Validation §6.5.3"
    ) { model, _ in
        Set(ModelSchema(model)?.undescribed ?? []).sorted().map { name in
            LintRule.Finding(at: "schema", "the schema requires \(name) but does not describe it")
        }
    }

    static let shapeless = LintRule(
        "gateway/model-without-type", .note, "A schema accepts everything.",
        because:
            "A schema without type or properties describes nothing except that there is a body.",
        advice: "add the type, and for objects the properties", source: "JSON Schema Core §4.3.1"
    ) { model, _ in
        guard let schema = ModelSchema(model), !schema.saysAnything else { return [] }
        return [LintRule.Finding(at: "schema", "the schema has no type")]
    }
}
