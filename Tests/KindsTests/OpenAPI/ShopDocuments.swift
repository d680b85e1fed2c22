/// One API of a shop, in both languages.
enum ShopDocuments {
    static let swagger = """
        swagger: "2.0"
        info: {title: orders, version: "1.0", description: Placing and following orders.}
        host: orders.example.com
        basePath: /
        schemes: [https]
        consumes: [application/json]
        produces: [application/json]
        securityDefinitions:
          x-ncp-apigw-api-key: {type: apiKey, name: x-ncp-apigw-api-key, in: header}
          x-ncp-iam: {type: apiKey, name: x-ncp-iam, in: header, x-ncp-apigw-auth-ver: v2}
        parameters:
          page: {name: page, in: query, type: integer, description: which page}
        responses:
          missing: {description: no such order}
        paths:
          /: {}
          /orders:
            parameters:
              - {name: X-Trace, in: header, type: string, x-ncp-parameter-is-logged: true}
            get:
              summary: Lists orders
              description: |
                The newest first.
              consumes: []
              security: [{x-ncp-iam: []}]
              parameters:
                - {$ref: '#/parameters/page'}
                - {name: state, in: query, type: array, items: {type: string}, required: true}
              responses:
                200:
                  description: the orders
                  headers: {X-Total: {type: integer, format: int64, description: how many}}
                  schema: {type: array, items: {$ref: '#/definitions/Order'}}
              x-ncp-apigateway-endpoint: {HTTP: {stream: true, method: GET, url: /v1/orders}}
            post:
              security: [{x-ncp-apigw-api-key: []}]
              parameters:
                - {name: Order, in: body, description: what is bought, schema: {$ref: '#/definitions/Order'}}
              responses:
                201: {description: taken, schema: {$ref: '#/definitions/Order'}}
              x-ncp-apigateway-filters:
                valid: {type: QUERYSTRING_HEADERS, headers: [X-Trace]}
          /orders/{id}:
            get:
              consumes: []
              parameters:
                - {name: id, in: path, required: true, type: string}
              responses:
                200: {description: the order, schema: {$ref: '#/definitions/Order'}}
                404: {$ref: '#/responses/missing'}
          /orders/{id}/invoice:
            put:
              consumes: [multipart/form-data]
              parameters:
                - {name: id, in: path, required: true, type: string}
                - {name: document, in: formData, type: file, required: true}
                - {name: pages, in: formData, type: integer, format: int32}
              responses:
                204: {description: kept}
          /files/{rest}:
            x-ncp-apigateway-any-method:
              consumes: []
              produces: []
              parameters:
                - {name: rest, in: path, required: true, type: string, x-ncp-apigw-extended-variables: true}
              responses: {}
        definitions:
          Order:
            type: object
            required: [id]
            properties:
              id: {type: string}
              lines: {type: array, items: {$ref: '#/definitions/Line'}}
          Line: {type: object, properties: {price: {type: number}}}
        """

    static let openAPI = """
        openapi: 3.0.3
        info: {title: orders, version: "1.0", description: Placing and following orders.}
        servers: [{url: https://orders.example.com}]
        paths:
          /: {}
          /orders:
            parameters:
              - {name: X-Trace, in: header, schema: {type: string}, x-ncp-parameter-is-logged: true}
            get:
              summary: Lists orders
              description: |
                The newest first.
              security: [{x-ncp-iam: []}]
              parameters:
                - {$ref: '#/components/parameters/page'}
                - {name: state, in: query, schema: {type: array, items: {type: string}}, required: true}
              responses:
                200:
                  description: the orders
                  headers: {X-Total: {schema: {type: integer, format: int64}, description: how many}}
                  content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Order'}}}}
              x-ncp-apigateway-endpoint: {HTTP: {stream: true, method: GET, url: /v1/orders}}
            post:
              security: [{x-ncp-apigw-api-key: []}]
              requestBody:
                description: what is bought
                content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}
              responses:
                201:
                  description: taken
                  content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}
              x-ncp-apigateway-filters:
                valid: {type: QUERYSTRING_HEADERS, headers: [X-Trace]}
          /orders/{id}:
            get:
              parameters:
                - {name: id, in: path, required: true, schema: {type: string}}
              responses:
                200:
                  description: the order
                  content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}
                404: {$ref: '#/components/responses/missing'}
          /orders/{id}/invoice:
            put:
              parameters:
                - {name: id, in: path, required: true, schema: {type: string}}
              requestBody:
                content:
                  multipart/form-data:
                    schema:
                      type: object
                      required: [document]
                      properties:
                        document: {type: string, format: binary}
                        pages: {type: integer, format: int32}
              responses:
                204: {description: kept, content: {application/json: {}}}
          /files/{rest}:
            x-ncp-apigateway-any-method:
              parameters:
                - {name: rest, in: path, required: true, schema: {type: string}, x-ncp-apigw-extended-variables: true}
              responses: {}
        components:
          securitySchemes:
            x-ncp-apigw-api-key: {type: apiKey, name: x-ncp-apigw-api-key, in: header}
            x-ncp-iam: {type: apiKey, name: x-ncp-iam, in: header}
          parameters:
            page: {name: page, in: query, schema: {type: integer}, description: which page}
          responses:
            missing: {description: no such order}
          schemas:
            Order:
              type: object
              required: [id]
              properties:
                id: {type: string}
                lines: {type: array, items: {$ref: '#/components/schemas/Line'}}
            Line: {type: object, properties: {price: {type: number}}}
        """

    /// The same as somebody would write it without a document.
    static let manifest = """
        document: Placing and following orders.
        models:
          - name: Order
            schema:
              type: object
              required: [id]
              properties:
                id: {type: string}
                lines: {type: array, items: {$ref: '#/definitions/Line'}}
          - {name: Line, schema: {type: object, properties: {price: {type: number}}}}
          - {name: GetOrdersResponse200, schema: {type: array, items: {$ref: '#/definitions/Order'}}}
        resources:
          - path: /orders
            methods:
              - method: GET
                description: "Lists orders\\n\\nThe newest first."
                endpoint: {http: {method: GET, path: /v1/orders, stream: true}}
                authentication: IAM
                apiKeyRequired: false
                produces: [application/json]
                parameters:
                  - {in: header, name: X-Trace, type: string, logged: true}
                  - {in: query, name: page, type: integer, description: which page}
                  - {in: query, name: state, type: string, array: true, required: true}
                responses:
                  - status: 200
                    description: the orders
                    headers: [{name: X-Total, type: long, description: how many}]
                    body: {model: GetOrdersResponse200, name: GetOrdersResponse200}
              - method: POST
                endpoint: {http: {method: POST, path: /orders}}
                authentication: NONE
                apiKeyRequired: true
                validation: {headers: [X-Trace]}
                consumes: [application/json]
                produces: [application/json]
                parameters: [{in: header, name: X-Trace, type: string, logged: true}]
                requestBody: {model: Order, name: Order, description: what is bought}
                responses: [{status: 201, description: taken, body: {model: Order, name: Order}}]
          - path: /orders/{id}
            methods:
              - method: GET
                endpoint: {http: {method: GET, path: "/orders/{id}"}}
                produces: [application/json]
                responses:
                  - {status: 200, description: the order, body: {model: Order, name: Order}}
                  - {status: 404, description: no such order}
          - path: /orders/{id}/invoice
            methods:
              - method: PUT
                endpoint: {http: {method: PUT, path: "/orders/{id}/invoice"}}
                consumes: [multipart/form-data]
                produces: [application/json]
                parameters:
                  - {in: form, name: document, type: file, required: true}
                  - {in: form, name: pages, type: integer}
                responses: [{status: 204, description: kept}]
          - path: /files/{rest+}
            methods:
              - method: ANY
                endpoint: {http: {method: ANY, path: "/files/{rest}"}}
        """
}
