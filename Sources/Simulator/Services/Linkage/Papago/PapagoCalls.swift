import OrderedJSON

/// Papago: text, language detection, documents and web pages. Source: api/linkage.md §3, §5.
enum PapagoCalls {
    static let all: [LinkageCall] = [
        .post(.papago, "/nmt/v1/translation", translate),
        .post(.papago, "/langs/v1/dect", detect),
        .post(.papago, "/doc-trans/v1/translate", translateDocument),
        .get(.papago, "/doc-trans/v1/status") { world, request throws(Failure) in
            let document = try document(request, world)
            return .json(["data": ["requestId": .string(document.id), "status": "COMPLETE", "progressPercent": 100]])
        },
        .get(.papago, "/doc-trans/v1/download") { world, request throws(Failure) in
            let document = try document(request, world)
            return Response(
                status: 200, contentType: "application/octet-stream", body: Array(document["translated"].utf8))
        },
        .post(.papago, "/web-trans/v1/translate", translatePage),
    ]

    private static let languages = [
        "ko", "en", "ja", "zh-CN", "zh-TW", "vi", "th", "id", "fr", "es", "ru", "de", "it", "pt", "hi",
    ]

    private static let translate: LinkageCall.Handler = { world, request throws(Failure) in
        guard let source = request.field("source") else { throw nmt("01", "source parameter is needed.") }
        guard source == "auto" || languages.contains(source) else { throw nmt("02", "Unsupported source language.") }
        guard let target = request.field("target") else { throw nmt("03", "target parameter is needed.") }
        guard languages.contains(target) else { throw nmt("04", "Unsupported target language.") }
        guard let text = request.field("text") else { throw nmt("07", "text parameter is needed.") }
        guard text.count <= 5000 else { throw nmt("08", "text parameter exceeds max length.") }
        let found = source == "auto" ? language(of: text) : source
        guard found != target else { throw nmt("05", "source and target must be different.") }
        let key = request.field("glossaryKey") ?? ""
        let worded = PapagoTerms.apply(key, to: text, from: found, to: target, world)
        let result: JSON = [
            "srcLangType": .string(found), "tarLangType": .string(target),
            "translatedText": .string(translated(worded, to: target)),
        ]
        return .json(["message": ["result": result]])
    }

    private static let detect: LinkageCall.Handler = { _, request throws(Failure) in
        guard let text = request.field("query") else {
            throw .rest(400, "LD01", "query parameter is needed.")
        }
        return .json(["langCode": .string(language(of: text))])
    }

    /// The codes of documents are numbers; only 37 is known. Source: api/linkage.md §5.
    private static let translateDocument: LinkageCall.Handler = { world, request throws(Failure) in
        guard let source = request.field("source"), let target = request.field("target") else {
            throw .rest(400, "900", "source and target are needed.")
        }
        guard source != target else { throw .rest(400, "37", "the target language is the same as the source language") }
        let id = world.random.uuid()
        let text = String(decoding: request.file("file") ?? [], as: UTF8.self)
        world.insert(.papagoDocument, id: id, ["translated": .string(translated(text, to: target))])
        return .json(["data": ["requestId": .string(id)]])
    }

    /// At most 200,000 bytes of HTML.
    private static let translatePage: LinkageCall.Handler = { _, request throws(Failure) in
        guard let target = request.field("target"), request.field("source") != nil,
            let html = request.field("html"), html.utf8.count <= 200_000
        else { throw .gateway(status: 400) }
        return Response(
            status: 200, contentType: "text/html;charset=UTF-8", body: Array(translated(html, to: target).utf8))
    }

    private static func document(_ request: LinkageRequest, _ world: World) throws(Failure) -> Record {
        guard let document = request.query.text("requestId").flatMap({ world[.papagoDocument, $0] }) else {
            throw .rest(404, "900", "There is no such request.")
        }
        return document
    }

    /// The text itself, with a prefix. Source: api/linkage.md §7.
    private static func translated(_ text: String, to target: String) -> String { "[\(target)] \(text)" }

    /// By script. Source: api/linkage.md §7.
    private static func language(of text: String) -> String {
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0xAC00...0xD7A3, 0x1100...0x11FF, 0x3130...0x318F: return "ko"
            case 0x3040...0x30FF: return "ja"
            default: continue
            }
        }
        return "en"
    }

    private static func nmt(_ number: String, _ message: String) -> Failure { .rest(400, "N2MT" + number, message) }
}

extension TableSchema { static let papagoDocument = TableSchema("papagoDocument") }
