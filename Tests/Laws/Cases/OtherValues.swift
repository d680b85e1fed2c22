import Model

/// Values that differ from what the examples say, made up from the types of fields. Valid ones are in ``KindCases``.
enum OtherValues {
    /// Some other value of the field's type; good enough to plan with.
    static func any(_ field: Field, besides current: Value?) -> Value {
        switch field.type {
        case .string, .text, .json, .secret: "something-else"
        case .formatted(let format): .string(sample(of: format))
        case .integer: .integer((current?.integer ?? 1) + 1)
        case .number: .number(7.5)
        case .boolean: .bool(!(current?.bool ?? false))
        case .cidr: "10.77.0.0/24"
        case .ipAddress: "10.77.0.77"
        case .enumeration(let values): .string(values.first { $0 != (current ?? field.initial)?.text } ?? "")
        case .reference: "987654321"
        case .list, .set: ["987654321"]
        case .keyed(let fields, _), .rows(let fields, _): .list([members(fields)])
        case .object(let fields): members(fields)
        }
    }

    private static func sample(of format: TextFormat) -> String {
        switch format {
        case .rsaPublicKey: "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAQQDgT0aX"
        case .networkProtocol: "UDP"
        case .portRange: "7777"
        case .mountPoint: "/else"
        case .zoneCode: "KR-9"
        case .number: "987654321"
        case .email: "someone@else.example"
        case .addressOrRange: "10.77.0.0/24"
        case .endpoint, .webAddress: "https://else.example.com"
        case .endpointPath: "/else"
        case .contentType: "text/else"
        case .parameterName, .headerName, .payloadName, .corsText: "else"
        case .responseType: "SOMETHING_ELSE"
        case .answerClasses: "5xx"
        case .quarterHour: "04:45"
        case .databaseHost: "192.168.%"
        case .cacheVersion: "7.2.6-simple"
        case .engineVersion: "ELSE99.9"
        case .moment: "2098-07-07T07:07:07+0900"
        case .recurrence: "7 7 * * 7"
        case .zoneName: "something-else.com"
        case .recordHost: "something-else"
        case .recordValue: "something.else.com"
        case .dimensions: "type=else"
        case .callLimit: "4321"
        case .addressBlock: "10.77.0.0/24"
        case .mediaType: "text/else"
        case .fileContent: FileContent(Array("something else".utf8)).text
        }
    }

    private static func members(_ fields: [Field]) -> Value {
        let required = fields.filter { $0.presence == .required }
        return .map(Attributes(uniqueKeysWithValues: required.map { ($0.name, any($0, besides: nil)) }))
    }
}
