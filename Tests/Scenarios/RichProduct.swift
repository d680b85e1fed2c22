/// A product of API Gateway with about everything that one may have.
enum RichProduct {
    /// The product alone; what it names outside itself is in ``others``.
    static let product = #"""
        apiVersion: ncloud/v1
        kind: Product
        metadata: {name: shop}
        spec:
          description: the shop's APIs
          subscription: PROTECTED
          apis:
            - name: orders
              description: placing and following orders
              document: |
                # Orders

                How to place them: "with care".
              models:
                - name: Order
                  description: what was ordered
                  schema:
                    $schema: http://json-schema.org/draft-07/schema#
                    type: object
                    required: [id]
                    properties:
                      id: {type: string}
                      lines: {type: array, items: {$ref: "#/definitions/line"}}
                    definitions: {line: {type: object, properties: {count: {type: integer, minimum: 1}}}}
                - {name: Empty, schema: '{}'}
                - {name: Note, schema: {type: string}}
              resources:
                - path: /
                  methods:
                    - {method: GET, endpoint: {mock: {status: 200, body: fine, headers: {X-Mock: "yes"}}}}
                - path: /orders
                  cors:
                    origin: "https://shop.example.com"
                    methods: [GET, POST]
                    headers: [Content-Type, X-Trace]
                    exposeHeaders: [X-Count]
                    credentials: true
                    maxAge: 600
                  methods:
                    - method: GET
                      description: finds orders
                      endpoint: {http: {method: GET, path: /v1/orders, stream: true}}
                      authentication: IAM
                      produces: [application/json, text/csv]
                      validation: {queryStrings: [page], headers: [X-Trace]}
                      parameters:
                        - {in: query, name: page, type: integer, required: true, description: which page}
                        - {in: query, name: tag, array: true}
                        - {in: header, name: X-Trace, required: true, logged: true}
                      responses:
                        - status: 200
                          description: the orders
                          headers: [{name: X-Count, type: integer, description: how many}, {name: X-Tag, array: true}]
                          body: {model: Order, name: orders, description: all of them}
                        - {status: 404}
                    - method: POST
                      endpoint: {http: {method: POST, path: /v1/orders}}
                      authorizer: tokens
                      apiKeyRequired: true
                      consumes: [application/json]
                      parameters: [{in: form, name: scan, type: file}]
                      requestBody: {model: Order, name: order, description: the new one}
                      responses: [{status: 201, body: {model: Note, name: note}}]
                - path: /orders/{id}
                  methods:
                    - method: DELETE
                      endpoint:
                        ncloud:
                          service: CLOUD_FUNCTIONS
                          region: KR
                          actionId: a1
                          actionName: drop
                          method: POST
                          url: https://functions.example.com/drop
                - path: /files/{path+}
                  methods: [{method: ANY, endpoint: {http: {method: ANY, path: "/files/{path}"}}}]
                - path: /later
              gatewayResponses:
                - type: AUTHENTICATION_FAILED
                  status: 401
                  headers: [{name: X-Reason, value: "'who are you'"}]
                  templates:
                    - {contentType: application/json, template: '{"error": "who are you"}'}
                    - {contentType: text/plain, template: "who\nare you"}
                - {type: NOT_FOUND, status: 410}
              stages:
                - name: v1
                  endpoint: https://orders.example.com
                  cacheTtl: 60
                  throttle: 500
                  ipAcl: {rule: REJECTED, addresses: [192.0.2.1, 198.51.100.0/24]}
                  contentEncoding: true
                  minimumCompressionSize: 1024
                  published: true
                  defaultPlan: {requestsPerSecond: 5, quota: {perDay: 100, perMonth: 1000}}
                  usagePlans: [gold, silver]
                  methods:
                    - {path: /orders, method: POST, throttle: 50, cacheTtl: 10}
                    - {path: "/orders/{id}", method: DELETE, endpoint: "https://drop.example.com"}
                  canary: {endpoint: "https://next.orders.example.com", percent: 12.5, throttle: 10}
                - name: v2
                  endpoint: NONE
                  deploy: manual
                  maintenance: {status: 503, response: "back\nsoon"}
                  canary:
                    endpoint: NONE
                    conditions: [{in: header, name: X-Canary, value: "1"}, {in: query, name: try, value: "new"}]
            - name: users
              resources: [{path: /users, methods: [{method: GET, endpoint: {mock: {status: 204}}}]}]
              stages: [{name: v1, endpoint: NONE}]
        """#

    /// What the product uses, and who uses it.
    static let others = """
        apiVersion: ncloud/v1
        kind: UsagePlan
        metadata: {name: gold}
        spec: {requestsPerSecond: 50, quota: {perDay: 100000, perMonth: 2000000}, quotaCondition: "2xx,3xx"}
        ---
        apiVersion: ncloud/v1
        kind: UsagePlan
        metadata: {name: silver}
        spec: {description: for everybody}
        ---
        apiVersion: ncloud/v1
        kind: Authorizer
        metadata: {name: tokens}
        spec:
          region: KR
          function: check-token
          cacheTtl: 60
          payload: [{in: header, name: Authorization}, {in: query, name: token}]
        ---
        apiVersion: ncloud/v1
        kind: ApiKey
        metadata: {name: mobile}
        spec: {description: the app on phones, primaryKeyFile: mobile.key}
        ---
        apiVersion: ncloud/v1
        kind: ApiKey
        metadata: {name: web}
        spec: {enabled: false}
        ---
        apiVersion: ncloud/v1
        kind: Subscription
        metadata: {name: mobile-shop}
        spec: {key: mobile, product: shop, approval: ACCEPTED, plans: [{stage: shop.orders.v1, plan: gold}]}
        ---
        apiVersion: ncloud/v1
        kind: Subscription
        metadata: {name: web-shop}
        spec: {key: web, product: shop, approval: REJECTED}
        """

    /// What has nothing to do with it: an API of the same name, a plan and a key that nobody of the product knows.
    static let neighbours = """
        apiVersion: ncloud/v1
        kind: Product
        metadata: {name: other}
        spec:
          subscription: PUBLIC
          apis: [{name: orders, resources: [{path: /orders, methods: [{method: GET, endpoint: {mock: {status: 200}}}]}]}]
        ---
        apiVersion: ncloud/v1
        kind: UsagePlan
        metadata: {name: nobodys}
        spec: {}
        ---
        apiVersion: ncloud/v1
        kind: ApiKey
        metadata: {name: nobodys}
        spec: {}
        """
}
