extension LintCase {
    static let gateway = paths + access + answers + models + stages + limits

    private static let paths = [
        LintCase(
            "shadowed-path", "variables by different names match the same",
            broken: twoPaths("/orders/{id}", "/orders/{name}"), mended: twoPaths("/orders/{id}", "/orders/{id}/items")),
        LintCase(
            "shadowed-path", "greedy variables are no variables",
            broken: twoPaths("/a/{x+}", "/a/{y+}"), mended: twoPaths("/a/{x+}", "/a/{y}")),
        LintCase(
            "overlapping-paths", "what catches everything is told",
            broken: twoPaths("/orders/{id}", "/orders/{rest+}"), mended: twoPaths("/orders/{id}", "/orders/new")),
        LintCase(
            "overlapping-paths", "paths that cross",
            broken: twoPaths("/orders/{id}/open", "/orders/all/{state}"),
            mended: twoPaths("/orders/{id}/open", "/orders/all/{state}/list")),
        LintCase(
            "credentials-for-any-origin", "an origin by name is fine",
            broken: shop("resources:\n- {path: /orders, cors: {origin: \"*\", credentials: true}}"),
            mended: shop("resources:\n- {path: /orders, cors: {origin: \"https://a.example.com\", credentials: true}}")),
        LintCase(
            "unknown-path-variable", "only variables of the path go on",
            broken: methods("method: GET", path: "/orders/{id}", target: "/v1/{order}"),
            mended: methods("method: GET", path: "/orders/{id}", target: "/v1/{id}")),
        LintCase(
            "dropped-path-variable", "a greedy one goes on without its plus",
            broken: methods("method: GET", path: "/files/{path+}", target: "/v1/files"),
            mended: methods("method: GET", path: "/files/{path+}", target: "/v1/{path}")),
    ]

    private static func twoPaths(_ one: String, _ other: String) -> String {
        shop("resources:\n- {path: \"\(one)\"}\n- {path: \"\(other)\"}")
    }

    private static let access = [
        LintCase(
            "method-without-authentication", "a key is enough",
            broken: methods("method: GET, authentication: NONE"), mended: methods("method: GET, apiKeyRequired: true")),
        LintCase(
            "method-without-authentication", "preflights carry no credentials",
            broken: methods("method: ANY"), mended: methods("method: OPTIONS")),
        LintCase(
            "method-without-authentication", "a fixed answer tells nobody anything",
            broken: methods("method: GET"),
            mended: shop(
                "resources:\n- {path: /health, methods: [{method: GET, endpoint: {mock: {status: 200, body: fine}}}]}")
        ),
        LintCase(
            "method-without-authentication", "stages that let in named addresses only are fences, all of them",
            broken: stage(
                "\(server), ipAcl: {rule: REJECTED, addresses: [192.0.2.0/24]}", method: "authentication: NONE"),
            mended: stage(
                "\(server), ipAcl: {rule: ALLOWED, addresses: [192.0.2.0/24]}", method: "authentication: NONE")),
        LintCase(
            "unused-authorizer", "a method that names it uses it",
            broken: methods("method: GET, authentication: IAM") + "\n---\n" + authorizer,
            mended: methods("method: GET, authorizer: tokens") + "\n---\n" + authorizer),
        LintCase(
            "undeclared-validation", "header names do not tell upper from lower case",
            broken: methods("method: GET, validation: {headers: [X-Trace]}, parameters: [{in: query, name: x-trace}]"),
            mended: methods("method: GET, validation: {headers: [X-Trace]}, parameters: [{in: header, name: x-trace}]")),
        LintCase(
            "undeclared-validation", "query parameters do",
            broken: methods("method: GET, validation: {queryStrings: [page]}, parameters: [{in: query, name: Page}]"),
            mended: methods("method: GET, validation: {queryStrings: [page]}, parameters: [{in: query, name: page}]")),
        LintCase(
            "body-with-get", "a POST may carry one",
            broken: methods("method: GET, parameters: [{in: form, name: file, type: file}]"),
            mended: methods("method: POST, parameters: [{in: form, name: file, type: file}]")),
    ]

    private static let answers = [
        LintCase(
            "missing-4xx", "one 4xx is enough",
            broken: methods("method: GET, authentication: IAM, responses: [{status: 200}]"),
            mended: methods("method: GET, authentication: IAM, responses: [{status: 200}, {status: 401}]")),
        LintCase(
            "missing-4xx", "who refuses nobody needs none", broken: methods("method: GET", path: "/orders/{id}"),
            mended: methods("method: GET", path: "/orders")),
        LintCase(
            "missing-4xx", "what passes everything on declares nothing, or all of it",
            broken: methods(
                "method: ANY, authentication: IAM, responses: [{status: 200}]", path: "/a/{path+}", target: "/{path}"),
            mended: methods("method: ANY, authentication: IAM", path: "/a/{path+}", target: "/{path}")),
        LintCase(
            "missing-4xx", "required parameters may be missing",
            broken: methods("method: GET, parameters: [{in: query, name: page, required: true}]"),
            mended: methods("method: GET, parameters: [{in: query, name: page}]")),
    ]

    private static let models = [
        LintCase(
            "unused-model", "a model that another one refers to is used",
            broken: model("{type: object}", more: "- {name: Item, schema: {type: object}}"),
            mended: model(
                "{type: object, properties: {item: {$ref: \"#/definitions/Item\"}}}",
                more: "- {name: Item, schema: {type: object}}")),
        LintCase(
            "unused-model", "its own reference to itself does not count",
            broken: model(
                "{type: object}",
                more: "- {name: Tree, schema: {type: array, items: {$ref: \"#/definitions/Tree\"}}}"),
            mended: model("{type: object}")),
        LintCase(
            "unused-model", "properties may be called like keywords",
            broken: model(
                "{properties: {a: {}}, example: {$ref: \"#/definitions/Item\"}}",
                more: "- {name: Item, schema: {type: object}}"),
            mended: model(
                "{properties: {example: {$ref: \"#/definitions/Item\"}}}",
                more: "- {name: Item, schema: {type: object}}")),
        LintCase(
            "unused-model", "a discriminator uses what it maps to",
            broken: model("{discriminator: {propertyName: t}}", more: "- {name: Cat, schema: {type: object}}"),
            mended: model(
                "{discriminator: {propertyName: t, mapping: {c: \"#/definitions/Cat\", d: Dog}}}",
                more: "- {name: Cat, schema: {type: object}}\n- {name: Dog, schema: {type: object}}")),
        LintCase(
            "unknown-model-reference", "texts of JSON are read, and parts of the schema itself are there",
            broken: model(##"'{"type": "array", "items": {"$ref": "#/definitions/Itme"}}'"##),
            mended: model(
                ##"'{"type": "array", "items": {"$ref": "#/definitions/x"}, "definitions": {"x": {"type": "string"}}}'"##
            )),
        LintCase(
            "undescribed-required-property", "deep inside too, but not where other schemas add properties",
            broken: model(
                "{type: object, properties: {a: {type: object, required: [nmae], properties: {name: {type: string}}}}}"),
            mended: model(
                "{type: object, required: [b], properties: {a: {type: string}}, allOf: [{properties: {b: {}}}]}")),
        LintCase(
            "undescribed-required-property", "what is inherited is described elsewhere",
            broken: model("{type: object, required: [id], properties: {x: {}}}"),
            mended: model(
                "{allOf: [{$ref: \"#/definitions/Base\"}, {type: object, required: [id], properties: {x: {}}}]}",
                more: "- {name: Base, schema: {properties: {id: {}}}}")),
        LintCase(
            "model-without-type", "an enumeration says enough", broken: model("{description: an order}"),
            mended: model("{enum: [open, closed]}")),
    ]

    private static let stages = [
        LintCase(
            "stage-without-server", "a server for the single method is enough", broken: stage("endpoint: NONE"),
            mended: stage(
                "endpoint: NONE, methods: [{path: /orders, method: GET, endpoint: \"https://a.example.com\"}]")),
        LintCase(
            "plain-http-endpoint", "https is not http", broken: stage("endpoint: \"http://orders.example.com\""),
            mended: stage(server)),
        LintCase(
            "plain-http-endpoint", "what stays on the machine is not in the clear, what begins like it is",
            broken: stage("endpoint: \"http://localhost.example.com:9000\""),
            mended: stage("endpoint: \"http://127.0.0.1:9000/v1\"")),
        LintCase(
            "plain-http-endpoint", "servers of single methods and of the canary count",
            broken: stage("\(server), canary: {endpoint: \"HTTP://a.example.com\", percent: 5}"),
            mended: stage("\(server), canary: {endpoint: NONE, percent: 5}")),
        LintCase(
            "api-without-stage", "an API with a stage is served", broken: methods("method: GET"), mended: stage(server)),
        LintCase(
            "undocumented-publication", "unpublished stages may be silent", broken: stage("\(server), published: true"),
            mended: stage("\(server), published: false")),
    ]

    private static let limits = [
        LintCase(
            "unlimited-stage", "a throttle limits every method", broken: stage(server),
            mended: stage("\(server), throttle: 50")),
        LintCase(
            "unlimited-stage", "a plan limits those who bring a key",
            broken: stage("\(server), defaultPlan: {requestsPerSecond: 5}"),
            mended: stage("\(server), defaultPlan: {requestsPerSecond: 5}", method: "apiKeyRequired: true")),
        LintCase(
            "unlimited-stage", "so does a throttle of each method",
            broken: stage("\(server), methods: [{path: /orders, method: POST, throttle: 5}]"),
            mended: stage("\(server), methods: [{path: /orders, method: GET, throttle: 5}]")),
        LintCase(
            "plan-without-key", "plans belong to keys", broken: stage("\(server), usagePlans: [partner]", others: plan),
            mended: stage("\(server), usagePlans: [partner]", method: "apiKeyRequired: true", others: plan)),
        LintCase(
            "plan-not-offered", "a key has a plan that its stage offers",
            broken: stage("\(server), usagePlans: [partner]", others: subscription("public")),
            mended: stage("\(server), usagePlans: [partner]", others: subscription("partner"))),
        LintCase(
            "unused-usage-plan", "a stage that offers it uses it", broken: stage(server, others: plan),
            mended: stage("\(server), usagePlans: [partner]", others: plan)),
    ]
}
