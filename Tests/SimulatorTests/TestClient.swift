import CLibCrypto
import OrderedJSON

@testable import Simulator

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A blocking HTTP client of a few lines, which signs by its own code.
struct TestClient {
    var port: Int
    var accessKey = Simulator.defaultAccessKey
    var secretKey = Simulator.defaultSecretKey

    struct Reply {
        var status = 0
        var headers: [String: String] = [:]
        var body = ""

        var json: JSON { (try? JSON(parsing: body)) ?? .null }
        var code: String { json["responseError"]?["returnCode"]?.text ?? json["error"]?["errorCode"]?.text ?? "" }

        /// What an action answered, without its root.
        var content: JSON { json.members.values.first ?? .null }
        /// The first element of the answer's list.
        var first: JSON { content.members.values.first { if case .array = $0 { true } else { false } }?[0] ?? .null }
    }

    /// Calls an action as the official clients do.
    func call(_ action: String, _ parameters: [String: String] = [:], service: String? = nil) -> Reply {
        let service = service ?? Self.service(of: action)
        var form = "responseFormatType=json"
        for (name, value) in parameters.sorted(by: { $0.key < $1.key }) { form += "&\(name)=\(Self.escaped(value))" }
        return send("POST", "/\(service)/v2/\(action)", body: form)
    }

    private static func service(of action: String) -> String {
        let services: KeyValuePairs<String, ActionService> = [
            "vpc": .vpc, "vautoscaling": .autoScaling, "vloadbalancer": .loadBalancer,
        ]
        return services.first { $0.value.actions[action] != nil }?.key ?? "vserver"
    }

    func rest(_ method: String, _ target: String, _ body: JSON? = nil) -> Reply {
        send(method, "/api/v1" + target, body: body?.serialized() ?? "", type: "application/json")
    }

    func control(_ method: String, _ path: String, _ body: JSON? = nil) -> Reply {
        exchange(method, "/_simulator/" + path, headers: [:], body: body?.serialized() ?? "")
    }

    func send(
        _ method: String, _ target: String, body: String = "", type: String = "application/x-www-form-urlencoded",
        at time: Int64? = nil, header: String = "x-ncp-apigw-signature-v2", extra: [String: String] = [:]
    ) -> Reply {
        let timestamp = String(time ?? Int64(Date().timeIntervalSince1970 * 1000))
        let text = "\(method) \(target)\n\(timestamp)\n\(accessKey)"
        var headers = ["x-ncp-apigw-timestamp": timestamp, "x-ncp-iam-access-key": accessKey, "Content-Type": type]
        headers[header] = Self.sign(text, secretKey)
        headers.merge(extra) { _, new in new }
        return exchange(method, target, headers: headers, body: body)
    }

    static func sign(_ text: String, _ secret: String) -> String {
        let (key, message) = (Array(secret.utf8), Array(text.utf8))
        var digest = [UInt8](repeating: 0, count: 32)
        HMAC(EVP_sha256(), key, Int32(key.count), message, message.count, &digest, nil)
        return Data(digest).base64EncodedString()
    }

    static func escaped(_ text: String) -> String {
        let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._".utf8)
        return text.utf8.map {
            plain.contains($0) ? String(UnicodeScalar($0)) : "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16)
        }
        .joined()
    }

    /// Status 0 stands for a connection that ended without an answer.
    func exchange(_ method: String, _ target: String, headers: [String: String], body: String) -> Reply {
        var request = "\(method) \(target) HTTP/1.1\r\nConnection: close\r\n"
        if headers["Host"] == nil { request += "Host: 127.0.0.1\r\n" }
        for (name, value) in headers { request += "\(name): \(value)\r\n" }
        request += "Content-Length: \(body.utf8.count)\r\n\r\n" + body
        return Self.parse(transfer(Array(request.utf8)))
    }

    private func transfer(_ request: [UInt8]) -> [UInt8] {
        #if canImport(Glibc)
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            let descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0, write(descriptor, request, request.count) == request.count else { return [] }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = read(descriptor, &buffer, buffer.count), count > 0 { answer += buffer[..<count] }
        return answer
    }

    private static func parse(_ bytes: [UInt8]) -> Reply {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let split = text.firstRange(of: "\r\n\r\n") else { return Reply() }
        let lines = text[..<split.lowerBound].split(separator: "\r\n")
        var reply = Reply(status: Int(lines[0].split(separator: " ")[1]) ?? 0, body: String(text[split.upperBound...]))
        for line in lines.dropFirst() {
            let colon = line.firstIndex(of: ":") ?? line.endIndex
            reply.headers[line[..<colon].lowercased()] = line[colon...].dropFirst().trimmingPrefix(" ").description
        }
        return reply
    }
}

/// Options for tests: the clock stands until it is advanced, and nothing is left to chance.
func with(_ change: (inout SimulatorOptions) -> Void = { _ in }) -> SimulatorOptions {
    var options = SimulatorOptions()
    options.speed = 0
    options.randomSeed = 7
    change(&options)
    return options
}

/// Runs a test against a fresh simulator.
func withSimulator(_ options: SimulatorOptions = with(), _ body: (TestClient) throws -> Void) async throws {
    let simulator = try await Simulator.start(options)
    do {
        try body(TestClient(port: simulator.port))
    } catch {
        try await simulator.stop()
        throw error
    }
    try await simulator.stop()
}

extension TestClient {
    /// Lets virtual seconds pass.
    func pass(_ seconds: Int64) { _ = control("POST", "clock", ["advanceSeconds": .integer(seconds)]) }

    /// A running VPC; its number and those of its default companions.
    func makeVPC(_ block: String = "10.0.0.0/16", name: String = "lab") -> (vpc: String, acl: String, acg: String) {
        let vpc = call("createVpc", ["ipv4CidrBlock": block, "vpcName": name]).first["vpcNo"]?.text ?? ""
        pass(10)
        let acl = call("getNetworkAclList", ["vpcNo": vpc]).first["networkAclNo"]?.text ?? ""
        let acg = call("getAccessControlGroupList", ["vpcNo": vpc]).first["accessControlGroupNo"]?.text ?? ""
        return (vpc, acl, acg)
    }

    func makeSubnet(
        _ home: (vpc: String, acl: String, acg: String), _ range: String = "10.0.1.0/24", type: String = "PUBLIC"
    ) -> String {
        let reply = call(
            "createSubnet",
            [
                "vpcNo": home.vpc, "zoneCode": "KR-1", "subnet": range, "networkAclNo": home.acl,
                "subnetTypeCode": type,
            ])
        pass(10)
        return reply.first["subnetNo"]?.text ?? ""
    }

    func createServer(
        _ home: (vpc: String, acl: String, acg: String), subnet: String, _ more: [String: String] = [:]
    ) -> Reply {
        if call("getLoginKeyList").first == .null { _ = call("createLoginKey", ["keyName": "ops-key"]) }
        let parameters = [
            "vpcNo": home.vpc, "subnetNo": subnet, "serverImageNo": "23214590", "serverSpecCode": "s2-g3",
            "serverName": "web", "networkInterfaceList.1.networkInterfaceOrder": "0",
            "networkInterfaceList.1.accessControlGroupNoList.1": home.acg,
        ]
        return call("createServerInstances", parameters.merging(more) { _, new in new })
    }
}
