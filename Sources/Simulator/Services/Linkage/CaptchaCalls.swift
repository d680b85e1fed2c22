import OrderedJSON

/// CAPTCHA, by picture and by sound: a key, a file for it, and the comparison of what somebody read in it.
/// Source: api/linkage.md §3.
///
/// The picture shows nothing. What it would show is the first six characters of the key, in upper case.
enum CaptchaCalls {
    static let all: [LinkageCall] = [
        .get(.captcha, "/captcha/v1/nkey") { world, request throws(Failure) in try key(request, &world) },
        .get(.captcha, "/captcha-bin/v1/ncaptcha") { world, request throws(Failure) in
            try file(request, "image/jpeg", Picture.jpeg, &world)
        },
        .get(.captcha, "/scaptcha/v1/skey") { world, request throws(Failure) in try key(request, &world) },
        .get(.captcha, "/scaptcha-bin/v1/scaptcha") { world, request throws(Failure) in
            try file(request, "audio/wav", Picture.wav, &world)
        },
    ]

    private static func key(_ request: LinkageRequest, _ world: inout World) throws(Failure) -> Response {
        switch request.query.text("code") ?? "0" {
        case "0":
            let key = world.random.text(16, of: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
            world.insert(.captchaKey, id: key, ["isIssued": false])
            return .json(["key": .string(key)])
        case "1":
            let key = try find(request, world)
            guard key.flag("isIssued") else { throw .rest(400, "CT002", "Unissued image or wav") }
            // One answer to each key.
            world.remove(.captchaKey, key.id)
            let isRight = request.query.text("value") == key.id.prefix(6).uppercased()
            return .json(["result": .bool(isRight), "responseTime": 1.5])
        default: throw .gateway(status: 400)
        }
    }

    private static func file(
        _ request: LinkageRequest, _ type: String, _ content: [UInt8], _ world: inout World
    ) throws(Failure) -> Response {
        let key = try find(request, world)
        world.set(.captchaKey, key.id, ["isIssued": true])
        return Response(status: 200, contentType: type, body: content)
    }

    private static func find(_ request: LinkageRequest, _ world: World) throws(Failure) -> Record {
        guard let key = request.query.text("key").flatMap({ world[.captchaKey, $0] }) else {
            throw .rest(403, "CT001", "Invalid Key")
        }
        return key
    }
}

extension TableSchema { static let captchaKey = TableSchema("captchaKey") }
